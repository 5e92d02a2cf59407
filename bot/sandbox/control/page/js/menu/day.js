// The day of the practice room: shown where it is another than the real one, and chosen in the menu.

import * as api from "../api.js";
import { locale, word } from "../words.js";

const find = (id) => document.getElementById(id);

/** The control in the menu and the line that says which day it is. `failed(sentence)` tells the person. */
export function createDay(failed) {
  let stand = { today: null, is_moved: false };

  function show() {
    find("day-choice").hidden = !stand.today;
    find("day").value = stand.today ?? "";
    find("day-line").hidden = !stand.is_moved;
    find("day-shown").textContent = stand.is_moved ? word("dayShown", { day: inWords(stand.today) }) : "";
  }

  async function choose(day) {
    try {
      stand = await api.chooseDay(day);
    } catch (failure) {
      failed(failure.reason || word("dayFailed"));
    }
    find("more").open = false;
    show();
  }

  find("day").addEventListener("change", () => find("day").value && choose(find("day").value));
  find("day-back").addEventListener("click", () => choose(null));
  api.day().then((found) => {
    stand = found;
    show();
  }, () => {}); // Without an answer there is nothing to choose, and the page says already that it is disconnected.
  return { show };
}

function inWords(day) {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(locale(), { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
