// Writing: the text box, its draft, sending and uploading. Nothing typed is lost when sending fails.

import { createCommands } from "./commands.js";
import { createInline } from "./inline.js";
import { recall, remember } from "./remembered.js";
import { key } from "./place.js";
import { word } from "./words.js";

const LINES = 6;

/** The form in `#compose`. `send(place, text)` and `upload(place, file, caption)` are promises; `commandIn(place, command)` its full form; `inline` is what cards need (inline.js). */
export function createCompose(form, { send, upload, commandIn, inline }) {
  const box = form.elements.text;
  const input = form.elements.file;
  const error = form.querySelector("#compose-error");
  const row = form.querySelector("fieldset");
  let place;
  const choose = (command) => {
    setText("");
    return deliver(place, commandIn(place, command));
  };
  const commands = createCommands(form.querySelector("#commands"), box, form.querySelector("#slash"), choose);

  const cards = createInline(box, {
    ...inline,
    ask: (query, offset) => inline.ask(place, query, offset),
    took: () => setText(""),
    failed(written, failure) {
      giveBack(place, written);
      tell(word(failure.kind, { reason: failure.reason }));
    },
  });

  /** Take up what was being written in a chat. Before the first, nobody can write: the browser would send the form itself, and it be lost. */
  function open(next, menu = []) {
    place = next;
    row.disabled = false;
    tell("");
    commands.set(menu);
    cards.close();
    box.value = recall(draftKey(place));
    fit();
  }

  /** Send a text to a place; when that fails, put it back into the text box (or that chat's draft) and say why. */
  async function deliver(where, text) {
    tell("");
    try {
      await send(where, text);
    } catch (failure) {
      giveBack(where, text);
      tell(word(failure.kind, { reason: failure.reason }));
    }
  }

  function giveBack(where, text) {
    const join = (later) => (later ? `${text}\n${later}` : text);
    if (key(where) === key(place)) setText(join(box.value));
    else remember(draftKey(where), join(recall(draftKey(where))));
  }

  async function sendFile(file) {
    const where = place;
    const caption = box.value;
    setText("");
    tell(word("uploading", { name: file.name }), { calm: true });
    try {
      await upload(where, file, caption.trim());
      tell("");
    } catch {
      if (caption) giveBack(where, caption);
      tell(word("fileFailed", { name: file.name }));
    }
    box.focus();
  }

  function setText(text) {
    box.value = text;
    fit();
    remember(draftKey(place), text);
  }

  /** Let the tour show what somebody writes; what is being written here waits, and comes back by `takeBack`. */
  function lend(text) {
    box.readOnly = true;
    box.value = text;
    fit();
  }

  function takeBack() {
    box.readOnly = false;
    box.value = recall(draftKey(place));
    fit();
  }

  function fit() {
    box.style.height = "auto";
    const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(box);
    const most = LINES * parseFloat(lineHeight) + parseFloat(paddingTop) + parseFloat(paddingBottom);
    box.style.height = `${Math.min(box.scrollHeight, most)}px`;
    box.classList.toggle("full", box.scrollHeight > most);
  }

  function tell(text, { calm = false } = {}) {
    error.textContent = text;
    error.hidden = !text;
    error.classList.toggle("calm", calm);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    commands.close();
    cards.close();
    const text = box.value.trim();
    if (!text) return;
    setText("");
    box.focus();
    deliver(place, text);
  });
  box.addEventListener("input", () => {
    setText(box.value);
    commands.follow();
    cards.follow();
  });
  box.addEventListener("keydown", (event) => {
    if (commands.key(event) || cards.key(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) sendFile(file).finally(() => (input.value = ""));
  });
  addEventListener("resize", fit);

  return { open, deliver, lend, takeBack, setMenu: commands.set, focus: () => box.focus() };
}

const draftKey = (place) => `draft:${key(place)}`;
