// What a step of a story must show: the rules are those of the conversation tests, which play the same lines.

/** The checks that do not hold on these messages of the bot; none when the story tells the truth. */
export function untrue(checks, messages) {
  const text = messages.map((message) => message.text).join("\n\n");
  const labels = messages.flatMap((message) => message.buttons.flat()).map((button) => button.text);
  const holds = {
    shown: (words) => text.includes(words),
    hidden: (words) => !text.includes(words),
    buttons: (words) => words.split(" | ").every((label) => labels.includes(label)),
  };
  return checks.filter((check) => !holds[check.what](check.words));
}

/** The message and the button with this label, on the last message that has one; "Terima …" is the only one that begins so. */
export function theButton(messages, label) {
  for (const message of messages.filter((one) => one.from_bot).reverse()) {
    const buttons = message.buttons.flat();
    const begun = label.endsWith(" …") ? buttons.filter((one) => one.text.startsWith(label.slice(0, -1))) : [];
    const button = buttons.find((one) => one.text === label) ?? (begun.length === 1 ? begun[0] : undefined);
    if (button) return { message, button };
  }
  return undefined;
}

/** The messages of the bot that are new or changed. */
export function fresh(before, after) {
  const known = new Map(before.map((message) => [message.message_id, JSON.stringify(message)]));
  return after.filter((message) => message.from_bot && known.get(message.message_id) !== JSON.stringify(message));
}
