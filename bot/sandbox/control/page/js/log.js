// The messages of the open chat, in order, each once.

import { element } from "./element.js";
import { dayName, messageParts, sender } from "./message.js";

const NEAR_END = 120;
const AIR = 8;

/** The log in `#log`: it keeps the reader's place, and follows the newest message only when they are already near the end. `toText` puts the focus on the text box. */
export function createLog(log, toEndButton, press, toText) {
  const known = new Map();
  let place;
  let atEnd = true;
  let lastTop = 0;
  const pressed = { ...press, show };

  // Only the reader's own scrolling up ends following: a picture that grows does not.
  log.addEventListener("scroll", () => {
    if (nearEnd()) atEnd = true;
    else if (log.scrollTop < lastTop) atEnd = false;
    lastTop = log.scrollTop;
    if (nearEnd()) toEndButton.hidden = true;
  });
  log.addEventListener("load", () => atEnd && follow(), { capture: true });
  new ResizeObserver(() => atEnd && follow()).observe(log);
  toEndButton.addEventListener("click", toEnd);

  const nearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
  const article = (id) => log.querySelector(`[data-message-id="${id}"]`);

  function toEnd() {
    log.scrollTop = log.scrollHeight;
    atEnd = true;
    toEndButton.hidden = true;
  }

  /** Show the newest message: its beginning, where the verdict stands, when it is taller than the screen. */
  function follow() {
    const newest = log.querySelector("article:last-of-type");
    const start = newest ? newest.offsetTop - log.offsetTop - AIR : log.scrollHeight;
    log.scrollTop = newest?.classList.contains("from-bot") ? Math.min(start, log.scrollHeight) : log.scrollHeight;
    atEnd = true;
    lastTop = log.scrollTop;
    toEndButton.hidden = nearEnd();
  }

  /** Bring a message into sight and say which it is: the focus goes there too. */
  function show(id) {
    const there = article(id);
    if (!there) return;
    there.scrollIntoView({ block: "center" });
    there.focus({ preventScroll: true });
    atEnd = false;
    there.classList.remove("shown-here");
    requestAnimationFrame(() => there.classList.add("shown-here"));
  }

  /** The focus back on a message's picture. */
  function toPicture(id) {
    article(id)?.querySelector(".photo")?.focus({ preventScroll: true });
  }

  function keepingPlace(change) {
    const top = log.scrollTop;
    const anchor = atEnd ? undefined : [...log.querySelectorAll("article")].find((one) => one.offsetTop + one.offsetHeight > top);
    const before = anchor?.offsetTop;
    change();
    if (atEnd) follow();
    else if (anchor?.isConnected) log.scrollTop = top + anchor.offsetTop - before;
  }

  /** Open another chat: empty until its messages are put. */
  function open(next) {
    place = next;
    known.clear();
    log.replaceChildren();
    toEnd();
  }

  /** Put new messages, and edited ones in the place of their old selves. */
  function put(messages) {
    keepingPlace(() => messages.forEach(putOne));
  }

  function putOne(message) {
    const before = JSON.stringify(known.get(message.message_id));
    if (before === JSON.stringify(message)) return;
    known.set(message.message_id, message);
    const there = article(message.message_id);
    const shown = there ?? element("article", { data: { messageId: message.message_id }, tabindex: "-1" });
    const pressedLast = there?.contains(document.activeElement) ? document.activeElement : undefined;
    shown.className = sender(message, place.person);
    shown.classList.toggle("has-buttons", Boolean(message.buttons?.length));
    const named = place.chat.kind === "group" && sender(message, place.person) !== "from-me";
    const repliedTo = known.get(message.reply_to);
    const replied = repliedTo && (repliedTo.text || repliedTo.file?.name);
    shown.replaceChildren(...messageParts(message, { named, replied, press: pressed }));
    if (pressedLast) keepFocus(pressedLast, shown);
    if (!there) insert(shown, message);
  }

  /** The same button keeps the focus, by what it does or says; any other would do something else on a second press. */
  function keepFocus(before, shown) {
    const { data } = before.dataset;
    const buttons = [...shown.querySelectorAll(".buttons button")];
    const same = buttons.find((one) => one.dataset.data === data) ?? buttons.find((one) => one.textContent === before.textContent);
    if (data && !same) toText();
    else ((data && same) || shown).focus({ preventScroll: true });
  }

  function insert(shown, message) {
    const later = [...log.querySelectorAll("article")].find((one) => Number(one.dataset.messageId) > message.message_id);
    log.insertBefore(shown, later ?? null);
    const day = new Date(message.date * 1000).toDateString();
    if (!log.querySelector(`[data-day="${day}"]`)) shown.before(element("p", { class: "day", data: { day } }, dayName(message)));
    if (!atEnd && !later) toEndButton.hidden = false;
  }

  /** Take messages away. */
  function remove(ids) {
    keepingPlace(() => {
      for (const id of ids) {
        known.delete(id);
        article(id)?.remove();
      }
      for (const day of log.querySelectorAll(".day")) if (day.nextElementSibling?.tagName !== "ARTICLE") day.remove();
    });
  }

  return { open, put, remove, follow, show, toPicture, ids: () => [...known.keys()], busy: (busy) => log.setAttribute("aria-busy", busy) };
}
