// Who writes and in which chat: kept in the address (#as=7001&chat=7001), so that reload and Back keep it.

/** The place the address names; without a valid one the first person's private chat. */
export function placeInAddress(people) {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const person = people.find((one) => String(one.id) === wanted.get("as")) ?? people[0];
  const chat = person.chats.find((one) => String(one.id) === wanted.get("chat")) ?? privateChat(person);
  return { person, chat };
}

/** A person's chat with the bot alone; for somebody without one, their first chat. */
export function privateChat(person) {
  return person.chats.find((chat) => chat.kind === "private") ?? person.chats[0];
}

/** The part of the address that names a place. */
export function address({ person, chat }) {
  return `#as=${person.id}&chat=${chat.id}`;
}

/** A short key for what is kept per person and chat. */
export function key({ person, chat }) {
  return `${person.id}:${chat.id}`;
}
