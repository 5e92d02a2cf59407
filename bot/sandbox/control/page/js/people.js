// Who you are: the personas by role, as a sidebar or (on a phone) a drawer, and the chats of the chosen person.

import { personas } from "./api.js";
import { button, element } from "./element.js";
import { connected } from "./notices.js";
import { address, privateChat } from "./place.js";
import { word } from "./words.js";

const AGAIN_MS = 2_000;
const ROLES = ["citizen", "school", "officer", "admin"];
const WIDE = matchMedia("(min-width: 52rem)");

const find = (id) => document.getElementById(id);

/** The personas, asked for until the sandbox answers. */
export async function castAtLast() {
  for (;;) {
    try {
      const found = await personas();
      connected(true);
      return found;
    } catch {
      connected(false);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** The switcher. Choosing changes the address; whoever listens to it opens the chat. */
export function createPeople(people) {
  const go = (place) => {
    setDrawer(false);
    location.hash = address(place);
  };

  find("people-button").addEventListener("click", () => setDrawer(true));
  find("backdrop").addEventListener("click", () => setDrawer(false));
  WIDE.addEventListener("change", () => setDrawer(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && drawerIsOpen() && setDrawer(false));

  function show(place) {
    const sections = ROLES.map((role) => [role, people.filter((person) => person.role === role)]).filter(([, members]) => members.length);
    const chosen = find("person").querySelector(":focus")?.dataset.personId;
    find("person").replaceChildren(...sections.map(([role, members]) => roleSection(role, members, place, go)));
    if (chosen) find("person").querySelector(`[data-person-id="${chosen}"]`).focus();
    const several = place.person.chats.length > 1;
    find("chats").hidden = !several;
    find("chats").replaceChildren(...place.person.chats.map((chat) => chatButton(chat, place, go)));
    find("people-button").ariaLabel = word("peopleButton", { name: place.person.name });
    find("people-button").querySelector(".avatar").replaceWith(avatar(place.person));
    find("who").textContent = word("actingAs", { name: place.person.name });
  }

  return { show, close: () => drawerIsOpen() && setDrawer(false) };
}

function roleSection(role, members, place, go) {
  const buttons = members.map((person) => {
    const current = person === place.person && "true";
    const choose = () => go({ person, chat: privateChat(person) });
    const name = element("span", { class: "name" }, person.name, person.language === "en" && element("small", {}, "English"));
    return button({ data: { personId: person.id }, "aria-current": current, onclick: choose }, avatar(person), name);
  });
  return element("section", {}, element("h3", {}, word(role)), ...buttons);
}

function chatButton(chat, place, go) {
  const current = chat === place.chat && "page";
  const title = chat.kind === "private" ? word("private") : chat.title;
  return button({ data: { chatId: chat.id }, "aria-current": current, title: chat.title, onclick: () => go({ ...place, chat }) }, element("span", {}, title));
}

function avatar(person) {
  const letters = person.name.split(/\s+/).filter((part) => /^\p{L}/u.test(part)).map((part) => part[0]);
  return element("span", { class: "avatar", data: { role: person.role }, "aria-hidden": "true" }, letters.slice(0, 2).join("").toUpperCase());
}

function drawerIsOpen() {
  return document.body.dataset.drawer === "open";
}

function setDrawer(open) {
  const was = drawerIsOpen();
  document.body.dataset.drawer = open ? "open" : "closed";
  find("people-button").ariaExpanded = String(open);
  find("backdrop").hidden = !open;
  find("room").inert = open;
  if (open) find("person").querySelector("[aria-current]")?.focus();
  else if (was) find("people-button").focus();
}
