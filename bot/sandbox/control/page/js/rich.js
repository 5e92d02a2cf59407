// The bot's HTML, copied tag by tag: only what Telegram shows gets through, and commands can be tapped as on Telegram.

import { button, element } from "./element.js";
import { word } from "./words.js";

const PLAIN = new Set(["B", "I", "U", "S", "CODE", "PRE", "BLOCKQUOTE"]);
const COMMAND = /(?<=^|[\s(])\/[a-z][a-z0-9_]{0,31}(?:@\w+)?(?![\w/])/gi;

/** The message's HTML as nodes. `press.command(text)` and `press.link(address)` are called for commands and links. */
export function rich(html, press) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return copied(parsed.body, press, true);
}

function copied(from, press, tappable) {
  const nodes = document.createDocumentFragment();
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) nodes.append(...(tappable ? withCommands(node.data, press) : [node.data]));
    if (node.nodeType === Node.ELEMENT_NODE) nodes.append(copiedElement(node, press, tappable));
  }
  return nodes;
}

function copiedElement(node, press, tappable) {
  const inside = copied(node, press, tappable && !["A", "CODE", "PRE"].includes(node.tagName));
  if (PLAIN.has(node.tagName)) return element(node.tagName, {}, inside);
  if (node.tagName === "A" && /^https?:/i.test(node.getAttribute("href") ?? "")) return link(node.getAttribute("href"), inside, press);
  if (node.tagName === "SPAN" && node.classList.contains("spoiler")) return spoiler(inside);
  return inside;
}

function link(address, inside, press) {
  const pressed = (event) => {
    if (press.link(address)) event.preventDefault();
  };
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer", onclick: pressed }, inside);
}

function spoiler(inside) {
  const cover = button({ class: "spoiler", "aria-label": word("spoiler"), onclick: () => cover.replaceWith(...cover.childNodes) }, inside);
  return cover;
}

function withCommands(text, press) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(COMMAND)) {
    const [command] = found;
    parts.push(text.slice(end, found.index), button({ class: "command", onclick: () => press.command(command) }, command));
    end = found.index + command.length;
  }
  return [...parts, text.slice(end)];
}
