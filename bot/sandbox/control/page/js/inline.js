// The bot's cards in any chat: "@bot sman 1 koba" in the text box, and a list over it to choose from.

import { button, element } from "./element.js";
import { word } from "./words.js";

const TYPING_MS = 250;
const NEAR_END = 24;

/** The list for a text box. `ask(query, offset)` and `choose(queryId, id)` are promises; `start(parameter)` opens the private chat, `took()` empties the box. */
export function createInline(box, { username, ask, choose, start, took, failed }) {
  const typed = new RegExp(`^@${username}\\s(.*)$`, "is");
  const list = element("ul", { id: "cards", role: "listbox", "aria-label": word("cards") });
  let query;
  let answer;
  let timer;
  let active = -1;
  let asked = 0;
  list.hidden = true;
  box.before(list);

  /** Ask for cards while the bot's name is written first, and something behind it. */
  function follow() {
    const found = typed.exec(box.value);
    if (!found) return close();
    clearTimeout(timer);
    query = found[1].trim();
    timer = setTimeout(() => fetchCards(""), TYPING_MS);
  }

  async function fetchCards(offset) {
    const number = ++asked;
    try {
      const next = await ask(query, offset);
      if (number === asked) show(next, offset);
    } catch {
      if (number === asked) close();
    }
  }

  function show(next, offset) {
    answer = next;
    if (!offset) {
      list.replaceChildren();
      if (next.button) list.append(above(next.button));
    }
    list.ariaLabel = word("cards");
    list.append(...next.results.map((one) => option(one, next.query_id)));
    list.hidden = !list.children.length;
    if (!offset) activate(cards().length ? 0 : -1);
  }

  const cards = () => [...list.querySelectorAll("[role=option]")];

  function above({ text, start: parameter }) {
    const open = () => {
      close();
      took();
      start(parameter);
    };
    return element("li", { role: "none", onmousedown: keepFocus }, button({ class: "above", onclick: open }, text));
  }

  function option(one, queryId) {
    const parts = [element("b", {}, one.title), element("span", {}, one.description)];
    const id = `card-${queryId}-${one.id}`;
    return element("li", { role: "option", id, onmousedown: keepFocus, onclick: () => take(queryId, one.id) }, ...parts);
  }

  // mousedown would take the focus away from the text box.
  function keepFocus(event) {
    event.preventDefault();
  }

  async function take(queryId, id) {
    const written = box.value;
    close();
    took();
    try {
      await choose(queryId, id);
    } catch (failure) {
      failed(written, failure);
    }
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    active = -1;
    box.removeAttribute("aria-activedescendant");
  }

  function activate(index) {
    const all = cards();
    active = all.length ? (index + all.length) % all.length : -1;
    all.forEach((one, at) => one.setAttribute("aria-selected", at === active));
    if (active < 0) return;
    all[active].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", all[active].id);
  }

  /** A key pressed in the text box; true when it was for the list. */
  function key(event) {
    if (list.hidden || event.shiftKey || event.isComposing) return false;
    const acts = { ArrowDown: () => activate(active + 1), ArrowUp: () => activate(active - 1), Escape: close };
    if (active >= 0) acts.Enter = () => cards()[active].click();
    if (!(event.key in acts)) return false;
    event.preventDefault();
    acts[event.key]();
    return true;
  }

  list.addEventListener("scroll", () => {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
    const offset = answer?.next_offset;
    if (!atEnd || !offset) return;
    answer = undefined;
    fetchCards(offset);
  });
  box.addEventListener("blur", (event) => list.contains(event.relatedTarget) || close());
  return { follow, key, close };
}
