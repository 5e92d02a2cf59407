// Plays one story: each step is done on the page, held against what must be seen, and told.

import { NotDone } from "../api.js";
import { createHand } from "./hand.js";
import { createPace } from "./pace.js";
import { untrue } from "./seen.js";

/**
 * Play a story. `placeOf(step)` is the person and chat of a step, `tell` the panel's: `begins(step, index)`, `told(step, index)`,
 * `ended(word)`.
 */
export function play(story, { placeOf, goTo, compose, tell }) {
  const leaving = new AbortController();
  const pace = createPace(leaving.signal);
  let hurry = false;
  const hand = createHand({ goTo, compose, hurried: () => hurry, slowness: pace.slowness, left: leaving.signal });

  async function run() {
    for (const [index, step] of story.steps.entries()) {
      hurry = false;
      tell.begins(step, index);
      const seen = await hand.act(step, placeOf(step));
      if (untrue(step.checks, seen).length) return tell.ended("tourDiffers");
      leaving.signal.throwIfAborted();
      tell.told(step, index);
      await pace.reading(Object.values(step.told)[0]);
    }
    tell.ended("tourEnded");
  }

  /** The next step at once: what is being typed is finished, what is being read is over. */
  function next() {
    hurry = true;
    pace.next();
  }

  run().catch((failure) => leaving.signal.aborted || tell.ended(failure instanceof NotDone ? "tourOffline" : "tourDiffers"));
  return { next, pause: pace.pause, isPaused: pace.isPaused, choosePace: pace.choose, leave: () => leaving.abort() };
}
