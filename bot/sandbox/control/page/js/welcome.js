// What an empty chat shows.

import { button, element } from "./element.js";
import { word } from "./words.js";

const BIRTH = "12-03-2010";
const COMMANDS = ["/cakupan", "/peringkat"];

/** A short welcome with a start button and examples, one of them a school; `send(text)` sends what is pressed, `tour()` begins the tour. In groups the bot hears only commands. */
export function welcome(chat, school, send, tour) {
  const examples = chat.kind === "private" ? [BIRTH, school, ...COMMANDS] : COMMANDS;
  const chips = examples.map((text) => button({ class: "chip", onclick: () => send(text) }, text));
  return element(
    "div",
    { id: "welcome" },
    element("img", { src: "/page/icon.svg", alt: "", width: "56", height: "56" }),
    element("h2", {}, word("welcome")),
    element("p", {}, word(chat.kind === "private" ? "welcomeText" : "welcomeGroup")),
    button({ class: "primary", onclick: () => send("/start") }, word("start")),
    button({ class: "tour-open", onclick: tour }, word("tour")),
    element("p", { class: "hint" }, word("try")),
    element("div", { class: "chips" }, ...chips),
  );
}
