// What this tab remembers across reloads. Without storage (private windows) the page works all the same.

/** Read a remembered text; "" when there is none. */
export function recall(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** Remember a text; "" forgets it. */
export function remember(key, text) {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // Nothing is remembered.
  }
}
