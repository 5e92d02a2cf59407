// Short-lived notices: toasts, alerts, "is typing", the state of the connection.

import { word } from "./words.js";

const TYPING_MS = 5_000;
const TOAST_MS = 4_000;
const TOAST_MS_PER_LETTER = 50;

const find = (id) => document.getElementById(id);
let toastTimer;
let typingTimer;

/** A sentence over the chat for a few seconds. */
export function toast(text) {
  clearTimeout(toastTimer);
  find("toast").textContent = text;
  toastTimer = setTimeout(() => find("toast").replaceChildren(), TOAST_MS + TOAST_MS_PER_LETTER * text.length);
}

/** A sentence that waits for the person. */
export function alertBox(text) {
  find("alert-text").textContent = text;
  if (!find("alert").open) find("alert").showModal();
}

/** The bot is typing; forgotten after five seconds. */
export function typing(is) {
  clearTimeout(typingTimer);
  find("typing").textContent = is ? word("typing") : "";
  if (is) typingTimer = setTimeout(() => typing(false), TYPING_MS);
}

/** Whether the event stream is connected. */
export function connected(is) {
  find("connection").hidden = is;
  find("connection").textContent = is ? "" : word("lost");
}
