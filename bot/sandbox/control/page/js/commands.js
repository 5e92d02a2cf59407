// The command menu: a listbox over the text box, opened by "/" typed or tapped.

import { element } from "./element.js";

/** The menu for a text box. `choose(command)` is called with a command to send; the text box keeps the focus throughout. */
export function createCommands(list, box, opener, choose) {
  let all = [];
  let shown = [];
  let active = 0;

  /** The commands of the open chat. */
  function set(commands) {
    all = commands;
    close();
  }

  /** Show the commands that begin with what is written, as long as only a command's beginning is written. */
  function follow() {
    const found = /^\/(\S*)$/.exec(box.value);
    if (found) open(all.filter((one) => one.command.startsWith(found[1].toLowerCase())));
    else close();
  }

  /** Show all of them, or none when shown. */
  function toggle() {
    if (list.hidden) open(all);
    else close();
    box.focus();
  }

  function open(commands) {
    if (!commands.length) return close();
    shown = commands;
    list.replaceChildren(...commands.map(option));
    list.hidden = false;
    opener.ariaExpanded = "true";
    activate(0);
  }

  function option(one, index) {
    const parts = [element("b", {}, `/${one.command}`), element("span", {}, one.description)];
    // mousedown would take the focus away from the text box.
    const keepFocus = (event) => event.preventDefault();
    return element("li", { role: "option", id: `command-${index}`, onmousedown: keepFocus, onclick: () => take(index) }, ...parts);
  }

  function close() {
    list.hidden = true;
    opener.ariaExpanded = "false";
    box.removeAttribute("aria-activedescendant");
  }

  function activate(index) {
    active = (index + shown.length) % shown.length;
    [...list.children].forEach((one, at) => one.setAttribute("aria-selected", at === active));
    list.children[active].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", `command-${active}`);
  }

  function take(index) {
    const { command } = shown[index];
    close();
    choose(`/${command}`);
  }

  /** A key pressed in the text box; true when it was for the menu. */
  function key(event) {
    if (list.hidden) return false;
    const acts = {
      ArrowDown: () => activate(active + 1),
      ArrowUp: () => activate(active - 1),
      Enter: () => take(active),
      Escape: close,
      Tab: () => {
        box.value = `/${shown[active].command} `;
        close();
      },
    };
    if (!(event.key in acts) || event.shiftKey || event.isComposing) return false;
    event.preventDefault();
    acts[event.key]();
    return true;
  }

  opener.addEventListener("click", toggle);
  box.addEventListener("blur", (event) => event.relatedTarget !== opener && close());
  return { set, follow, close, key };
}
