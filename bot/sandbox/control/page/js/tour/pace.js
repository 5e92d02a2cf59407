// How long a sentence of the tour stays: longer for more words; held while paused, cut short by "next".

const LEAST_MS = 2_500;
const MS_PER_LETTER = 60;
const SLOWNESS = { slow: 1.8, normal: 1, fast: 0.5 };

/** The pace of one tour. `left` is the signal that ends every wait. */
export function createPace(left) {
  let slowness = SLOWNESS.normal;
  let paused = false;
  let rest;

  /** Wait until a text could be read. */
  function reading(text) {
    return new Promise((resolve, reject) => {
      rest = { ms: (LEAST_MS + MS_PER_LETTER * text.length) * slowness, resolve };
      left.addEventListener("abort", reject, { once: true });
      if (!paused) run();
    });
  }

  function run() {
    rest.since = performance.now();
    rest.timer = setTimeout(next, rest.ms);
  }

  /** Go on at once with whatever waits. */
  function next() {
    clearTimeout(rest?.timer);
    rest?.resolve();
    rest = undefined;
  }

  /** Hold what waits, or let it go on with the time that it had left. */
  function pause(is) {
    if (is === paused) return;
    paused = is;
    if (!rest) return;
    if (!is) return run();
    clearTimeout(rest.timer);
    rest.ms -= performance.now() - rest.since;
  }

  return { reading, next, pause, isPaused: () => paused, choose: (name) => (slowness = SLOWNESS[name]), slowness: () => slowness };
}

/** A short wait, ended by the signal. */
export function moment(ms, left) {
  return new Promise((resolve, reject) => {
    if (left.aborted) return reject(left.reason);
    const timer = setTimeout(resolve, ms);
    left.addEventListener("abort", () => (clearTimeout(timer), reject(left.reason)), { once: true });
  });
}
