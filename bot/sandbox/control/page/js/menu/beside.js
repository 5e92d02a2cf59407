// The way to the pages beside this one: a link in the menu, where there are any.

import * as api from "../api.js";
import { spoken } from "../words.js";

/** The link, in the language that the page speaks. */
export function createBeside() {
  const link = document.getElementById("beside");
  let front = null;

  function show() {
    link.hidden = !front;
    if (front) link.href = front[spoken()];
  }

  api.beside().then((found) => {
    front = found.front;
    show();
  }, () => {}); // Without an answer there is no way to show, and the page says already that it is disconnected.
  return { show };
}
