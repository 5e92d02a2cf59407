// Elements made without markup in strings, so that nobody's words can become markup.

/** Make an element: `element("button", { type: "button", class: "chip", data: { id: 7 }, onclick }, "label", ...)`. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key === "data") Object.assign(made.dataset, value);
    else if (typeof value === "function") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
  return made;
}

/** A button that submits nothing by itself. */
export function button(attributes, ...children) {
  return element("button", { type: "button", ...attributes }, ...children);
}
