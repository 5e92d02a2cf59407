// A file in a message: a picture that opens large, or a card with its name, its size and how a text begins.

import { button, element } from "../element.js";
import { locale, word } from "../words.js";

const ICONS = {
  sheet: ["csv", "ods", "xls", "xlsx"],
  calendar: ["ics"],
  text: ["json", "md", "txt"],
};

/** What a message shows of its file; `caption` is what is written under it, `open` opens a picture. */
export function filePart(file, caption, open) {
  return file.kind === "photo" ? picture(file, caption, open) : card(file);
}

function picture(file, caption, open) {
  const alt = caption || file.name;
  return button({ class: "photo", title: word("enlarge"), onclick: () => open({ ...file, alt }) }, element("img", { src: file.url, alt }));
}

function card(file) {
  const facts = [kindOf(file.name).toUpperCase(), size(file.size)].filter(Boolean).join(" · ");
  const label = { href: file.url, download: file.name, "aria-label": word("download", { name: `${file.name}, ${facts}` }) };
  return element(
    "div",
    { class: "file" },
    element(
      "a",
      { ...label, class: "document" },
      element("span", { class: "kind", data: { icon: iconOf(file.name) }, "aria-hidden": "true" }),
      element("span", { class: "name" }, file.name, element("small", {}, facts)),
    ),
    file.head?.length > 0 && element("pre", { class: "head", "aria-label": word("begins") }, ...file.head.map((line) => element("span", {}, line || " "))),
  );
}

function kindOf(name) {
  return name.includes(".") ? name.split(".").pop().toLowerCase().slice(0, 5) : "";
}

function iconOf(name) {
  return Object.keys(ICONS).find((icon) => ICONS[icon].includes(kindOf(name))) ?? "document";
}

function size(bytes) {
  const kilobytes = Math.max(1, Math.round((bytes ?? 0) / 1024));
  const megabytes = (kilobytes / 1024).toLocaleString(locale(), { maximumFractionDigits: 1 });
  return kilobytes < 1024 ? `${kilobytes} KB` : `${megabytes} MB`;
}
