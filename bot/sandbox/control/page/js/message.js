// One message as an <article>.

import { button, element } from "./element.js";
import { filePart } from "./files/file.js";
import { rich } from "./rich.js";
import { locale, word } from "./words.js";

/**
 * What is inside a message's article. `press` says what happens when something is pressed: `tap(article, data)`,
 * `link(address)` (true when it was one of ours), `command(text)`, `show(messageId)`, `picture(file, messageId)`, `other(place)`.
 */
export function messageParts(message, { named, replied, press }) {
  const bubble = element(
    "div",
    { class: "bubble" },
    named && element("p", { class: "sender" }, message.from.name),
    message.via_bot && element("p", { class: "sender" }, word("viaBot")),
    replied && button({ class: "quote", "aria-label": word("replyTo"), onclick: () => press.show(message.reply_to) }, replied),
    message.file && filePart(message.file, message.text, (picture) => press.picture(picture, message.message_id)),
    message.html && element("div", { class: "body" }, rich(message.html, press)),
    stamp(message),
  );
  const parts = message.buttons?.length ? [bubble, keyboard(message.buttons, press)] : [bubble];
  return message.others?.length ? [...parts, otherSides(message.others, press)] : parts;
}

/** The class of a message, seen by this person. */
export function sender(message, person) {
  if (message.from_bot) return "from-bot";
  return message.from.id === person.id ? "from-me" : "from-other";
}

/** A message's day in the person's words. */
export function dayName(message) {
  const day = new Date(message.date * 1000);
  if (day.toDateString() === new Date().toDateString()) return word("today");
  return day.toLocaleDateString(locale(), { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

function stamp(message) {
  const moment = new Date(message.date * 1000);
  const time = moment.toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
  const edited = message.edited ? element("span", { class: "edited" }, word("edited")) : undefined;
  const silent = message.silent && element("span", { class: "silent", role: "img", "aria-label": word("silent"), title: word("silent") }, "🔕");
  return element("p", { class: "stamp" }, silent, edited, element("time", { datetime: moment.toISOString() }, time));
}

/** What others got after something was done here: one tap goes to their chat. */
function otherSides(others, press) {
  const links = others.map((other) => button({ class: "other-side", onclick: () => press.other(other) }, word("otherSide", { name: other.name })));
  return element("div", { class: "other-sides" }, ...links);
}

function keyboard(rows, press) {
  const lines = rows.map((row) => element("div", { class: "buttons-row" }, ...row.map((one) => key(one, press))));
  return element("div", { class: "buttons" }, ...lines);
}

function key(one, press) {
  const label = element("span", {}, one.text);
  if (one.url) {
    const open = () => press.link(one.url) || window.open(one.url, "_blank", "noopener,noreferrer");
    return button({ data: { url: one.url }, onclick: open }, label);
  }
  return button({ data: { data: one.data }, onclick: (event) => press.tap(event.currentTarget, one.data) }, label);
}
