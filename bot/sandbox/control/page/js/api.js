// The sandbox's HTTP interface: one function a request.

const LIMIT_MS = 20_000;
const SETTLED_SECONDS = 15;

/** A request that did not succeed. `kind` is "offline", "refused" (the server says why) or "broken". */
export class NotDone extends Error {
  constructor(kind, reason = "") {
    super(reason || kind);
    this.kind = kind;
    this.reason = reason;
  }
}

/** The bot and the people of the sandbox. */
export const personas = () => ask("/sandbox/personas");

/** The messages and the command menu of a chat, as this person sees them. */
export const chat = (place) => ask(`/sandbox/chat?${query(place)}`);

/** The address of a chat's event stream. */
export const eventsAddress = (place) => `/sandbox/events?${query(place)}`;

/** Write a message. */
export const send = (place, text) => post("/sandbox/send", { ...ids(place), text });

/** Tap a button under a message. */
export const tap = (place, messageId, data) => post("/sandbox/tap", { ...ids(place), message_id: messageId, data });

/** Type behind the bot's name: the cards that it answers with. */
export const askInline = (place, query, offset) => post("/sandbox/inline", { ...ids(place), query, offset });

/** Send one of the cards. */
export const chooseCard = (queryId, id) => post("/sandbox/inline/choose", { query_id: queryId, id });

/** Block or unblock the bot. */
export const block = (person, blocked) => post("/sandbox/block", { as: person.id, blocked });

/** The day of the practice room: `today`, null where it cannot be chosen, and `is_moved`. */
export const day = () => ask("/sandbox/day");

/** Make it another day, null for the real one. */
export const chooseDay = (chosen) => post("/sandbox/day", { day: chosen });

/** What is served beside the page: `front`, its address in each language, null where there is none. */
export const beside = () => ask("/sandbox/beside");

/** Whether the bot has confirmed an update: `settled`. */
export const settled = (updateId) => ask(`/sandbox/settled?${new URLSearchParams({ update_id: updateId, timeout: SETTLED_SECONDS })}`);

/** The stories of the tour. */
export const tour = () => ask("/sandbox/tour");

/** Send a photo or a document. */
export function upload(place, file, caption) {
  const body = new FormData();
  body.set("as", place.person.id);
  body.set("chat", place.chat.id);
  body.set("caption", caption);
  body.set("file", file);
  return ask("/sandbox/upload", { method: "POST", body });
}

function ids(place) {
  return { as: place.person.id, chat: place.chat.id };
}

function query(place) {
  return new URLSearchParams(ids(place));
}

function post(address, body) {
  return ask(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

async function ask(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(LIMIT_MS), ...options });
  } catch {
    throw new NotDone("offline");
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw answer.error ? new NotDone("refused", answer.error) : new NotDone("broken");
}
