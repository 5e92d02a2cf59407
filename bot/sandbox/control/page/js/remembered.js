// What this tab remembers across reloads. Without storage (private windows) it lasts until reload.

const unstored = new Map();

/** Read a remembered text; "" when there is none. */
export function recall(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return unstored.get(key) ?? "";
  }
}

/** Remember a text; "" forgets it. */
export function remember(key, text) {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    unstored.set(key, text);
  }
}
