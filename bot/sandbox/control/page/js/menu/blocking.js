// Blocking the bot, as Telegram lets everybody do. Only this tab knows it; the sandbox is told.

import { recall, remember } from "../remembered.js";
import { word } from "../words.js";

const find = (id) => document.getElementById(id);
const blockedKey = (person) => `blocked:${person.id}`;

/** The menu item and the bar that replaces writing in a private chat. `block(person, blocked)` tells the sandbox; `failed` the person. */
export function createBlocking({ block, failed }) {
  let place;

  const isBlocked = () => Boolean(recall(blockedKey(place.person)));

  function show(next) {
    place = next;
    find("block").textContent = word(isBlocked() ? "unblock" : "block");
    const shut = isBlocked() && place.chat.kind === "private";
    find("blocked").hidden = !shut;
    document.querySelector("#compose .row").hidden = shut;
  }

  async function change() {
    find("more").open = false;
    const { person } = place;
    const blocked = !isBlocked();
    try {
      await block(person, blocked);
      remember(blockedKey(person), blocked ? "yes" : "");
    } catch {
      failed();
    }
    show(place);
  }

  find("block").addEventListener("click", change);
  find("unblock").addEventListener("click", change);
  document.addEventListener("click", (event) => find("more").contains(event.target) || (find("more").open = false));
  find("more").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    find("more").open = false;
    find("more").querySelector("summary").focus();
  });
  return { show };
}
