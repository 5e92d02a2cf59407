// The tour: five stories to choose from, and the panel that tells what is seen.

import * as api from "../api.js";
import { button } from "../element.js";
import { spoken, word } from "../words.js";
import { play } from "./player.js";

const PACES = ["slow", "normal", "fast"];
const OTHER = { id: "en", en: "id" };
const find = (id) => document.getElementById(id);

/** The tour in `#tour` and `#tour-choice`. `placeOf(person, chat)` finds a place, `goTo(place)` opens it, `failed()` tells that there are no stories. */
export function createTour({ placeOf, goTo, compose, failed }) {
  let language;
  let stories = [];
  let story;
  let playing;
  let pace = "normal";
  let shown = { key: "tourEnded", values: {} };
  const say = (key, values) => word(key, values, language);

  /** Let the person choose a story. */
  async function choose() {
    language ??= spoken();
    try {
      stories = (await api.tour()).stories;
    } catch {
      return failed();
    }
    write();
    find("tour-choice").showModal();
  }

  function write() {
    for (const part of [find("tour"), find("tour-choice")]) {
      part.lang = language;
      for (const one of part.querySelectorAll("[data-tour-word]")) one.textContent = say(one.dataset.tourWord);
      for (const one of part.querySelectorAll("[data-tour-label]")) one.ariaLabel = say(one.dataset.tourLabel);
    }
    find("tour-stories").replaceChildren(...stories.map((one) => button({ onclick: () => begin(one) }, one.title[language])));
    find("tour-pace").replaceChildren(...PACES.map((name) => new Option(say(name), name, false, name === pace)));
    find("tour-title").textContent = story?.title[language] ?? "";
    tell(shown);
  }

  function begin(chosen) {
    playing?.leave();
    find("tour-choice").close();
    story = chosen;
    find("tour").hidden = false;
    find("tour").dataset.state = "playing";
    playing = play(story, {
      placeOf: (step) => placeOf(step.person, step.chat),
      goTo,
      compose,
      tell: {
        begins: (step, index) => tell({ key: step.act, values: { name: placeOf(step.person, step.chat).person.name }, index }),
        told: (step, index) => tell({ step, index }),
        ended: end,
      },
    });
    playing.choosePace(pace);
    write();
    find("tour-pause").focus();
  }

  function tell(what) {
    shown = what;
    find("tour").classList.toggle("acting", what.index !== undefined && !what.step);
    find("tour-told").textContent = what.step ? what.step.told[language] : say(what.key, what.values);
    find("tour-count").textContent = what.index === undefined ? "" : `${what.index + 1}/${story.steps.length}`;
    showControls();
  }

  function showControls() {
    const ended = find("tour").dataset.state === "ended";
    find("tour-pause").hidden = find("tour-pace").hidden = ended;
    find("tour-pause").textContent = say(playing?.isPaused() ? "resume" : "pause");
    find("tour-next").textContent = say(ended ? "tourOther" : "next");
  }

  function end(key) {
    find("tour").dataset.state = "ended";
    const lostFocus = [find("tour-pause"), find("tour-pace")].includes(document.activeElement);
    tell({ key, values: {} });
    if (lostFocus) find("tour-next").focus();
  }

  function next() {
    if (find("tour").dataset.state === "ended") choose();
    else playing.next();
  }

  function pause() {
    playing.pause(!playing.isPaused());
    showControls();
  }

  function leave() {
    playing?.leave();
    playing = undefined;
    find("tour").hidden = true;
    find("log").focus();
  }

  function turn() {
    language = OTHER[language];
    write();
  }

  find("tour-pause").addEventListener("click", pause);
  find("tour-next").addEventListener("click", next);
  find("tour-leave").addEventListener("click", leave);
  find("tour-pace").addEventListener("change", (event) => playing.choosePace((pace = event.target.value)));
  for (const one of document.querySelectorAll(".tour-language")) one.addEventListener("click", turn);
  find("tour").addEventListener("keydown", (event) => event.key === "Escape" && leave());
  find("tour-choice-close").addEventListener("click", () => find("tour-choice").close());
  return { choose };
}
