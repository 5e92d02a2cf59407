// Buttons under messages: busy from the tap until the bot reacts.

const PATIENCE_MS = 15_000;

/** Keeps which button waits for the bot. `tap(data, messageId)` sends the tap; `failed` and `unanswered` tell the person. */
export function createTaps({ tap, failed, unanswered }) {
  const waiting = new Map();

  /** A button was pressed. */
  async function press(button, data) {
    if (waiting.has(button)) return;
    button.ariaBusy = "true";
    const late = () => {
      settle(button);
      unanswered();
    };
    waiting.set(button, setTimeout(late, PATIENCE_MS));
    try {
      await tap(Number(button.closest("article").dataset.messageId), data);
    } catch {
      settle(button);
      failed();
    }
  }

  function settle(button) {
    clearTimeout(waiting.get(button));
    waiting.delete(button);
    button.ariaBusy = null;
  }

  /** The bot reacted, or the chat was left: no button waits any longer. */
  function settleAll() {
    for (const button of [...waiting.keys()]) settle(button);
  }

  return { press, settleAll };
}
