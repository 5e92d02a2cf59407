// The visible hand of the tour: it types and taps on the page as the person of a step would, and waits for the bot.

import * as api from "../api.js";
import { moment } from "./pace.js";
import { fresh, theButton } from "./seen.js";

const AGAIN_MS = 150;
const MOST_TRIES = 100;
const LETTER_MS = 45;
const LONGEST_TYPING_MS = 2_400;
const TAP_MS = 900;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

/** A story cannot go on: what it needs is not on the page. */
export class NotAsTold extends Error {}

/** Acts on the page. `goTo(place)` opens a chat, `compose` is where texts are written; `hurried()` leaves out what is only to be watched. */
export function createHand({ goTo, compose, hurried, slowness, left }) {
  const acts = { writes, taps, sees };

  /** Do a step; the bot's messages that came of it. */
  async function act(step, place) {
    goTo(place);
    const before = (await api.chat(place)).messages;
    return acts[step.act](step, place, before);
  }

  async function writes({ words }, place, before) {
    await typed(words);
    const { update_id } = await api.send(place, words).finally(compose.takeBack);
    return cameOf(update_id, place, before);
  }

  /** The words, letter by letter, where people write; what was being written there comes back afterwards. */
  async function typed(words) {
    try {
      const pause = Math.min(LETTER_MS, LONGEST_TYPING_MS / words.length) * slowness();
      for (let end = 1; end <= words.length && !watchedNot(); end += 1) {
        compose.lend(words.slice(0, end));
        await moment(pause, left);
      }
      compose.lend(words);
    } catch (failure) {
      compose.takeBack();
      throw failure;
    }
  }

  async function taps({ words }, place, before) {
    const found = theButton(before, words);
    if (!found) throw new NotAsTold(words);
    const shown = await until(() => keys(found.message).find((one) => one.dataset.data === found.button.data));
    shown.scrollIntoView({ block: "nearest" });
    shown.classList.add("tapped");
    if (!watchedNot()) await moment(TAP_MS * slowness(), left);
    const { update_id } = await api.tap(place, found.message.message_id, found.button.data).finally(() => shown.classList.remove("tapped"));
    return cameOf(update_id, place, before);
  }

  /** The bot's last message, as soon as the words are in it: what is sent to many comes in its turn. */
  function sees({ words }, place) {
    return until(async () => {
      const last = (await api.chat(place)).messages.filter((message) => message.from_bot).at(-1);
      return last?.text.includes(words) ? [last] : undefined;
    });
  }

  async function cameOf(updateId, place, before) {
    const { settled } = await api.settled(updateId);
    if (!settled) throw new NotAsTold(updateId);
    return fresh(before, (await api.chat(place)).messages);
  }

  async function until(found) {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const it = await found();
      if (it) return it;
      await moment(AGAIN_MS, left);
    }
    throw new NotAsTold();
  }

  const watchedNot = () => STILL.matches || hurried();
  const keys = (message) => [...document.querySelectorAll(`#log [data-message-id="${message.message_id}"] .buttons button`)];

  return { act };
}
