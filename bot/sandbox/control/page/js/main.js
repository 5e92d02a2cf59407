// Puts the parts together: who is chosen, which chat is open, what happens there.

import * as api from "./api.js";
import { createCompose } from "./compose.js";
import { follow } from "./events.js";
import { createViewer } from "./files/viewer.js";
import { startParameter } from "./links.js";
import { createLog } from "./log.js";
import { createBeside } from "./menu/beside.js";
import { createBlocking } from "./menu/blocking.js";
import { createDay } from "./menu/day.js";
import { alertBox, connected, toast, typing } from "./notices.js";
import { castAtLast, createPeople } from "./people.js";
import { address, key, placeInAddress, privateChat } from "./place.js";
import { createTaps } from "./taps.js";
import { createTour } from "./tour/tour.js";
import { welcome } from "./welcome.js";
import { speak, word } from "./words.js";

const AGAIN_MS = 2_000;
const find = (id) => document.getElementById(id);

let place;
let stopFollowing = () => {};
let touched = new Set();
let wanted;

speak("id");
const { bot, people, school } = await castAtLast();

const viewer = createViewer((messageId) => log.toPicture(messageId));
const pressed = {
  tap: (button, data) => taps.press(button, data),
  link: followLink,
  command: (text) => write(inChat(place, text)),
  picture: viewer.open,
  other: seeOther,
};
const log = createLog(find("log"), find("to-end"), pressed, () => compose.focus());
const taps = createTaps({
  tap: (messageId, data) => {
    toast("");
    return api.tap(place, messageId, data);
  },
  failed: () => toast(word("tapFailed")),
  unanswered: () => toast(word("noAnswer")),
});
const inline = { username: bot.username, ask: api.askInline, choose: sendCard, start: openPrivately };
const compose = createCompose(find("compose"), { send, upload, commandIn: inChat, inline });
const blocking = createBlocking({ block: api.block, failed: () => toast(word("blockFailed")) });
const day = createDay(toast);
const beside = createBeside();
const switcher = createPeople(people);
const tour = createTour({ placeOf, goTo: open, compose, failed: () => toast(word("tourFailed")) });

find("bot-name").textContent = bot.name;
find("log").addEventListener("keydown", toTextByKey);
find("tour-button").addEventListener("click", () => {
  switcher.close();
  tour.choose();
});
addEventListener("hashchange", () => open(placeInAddress(people)));
open(placeInAddress(people));

function open(next) {
  history.replaceState(null, "", address(next));
  if (place && key(place) === key(next)) return;
  stopFollowing();
  taps.settleAll();
  typing(false);
  toast("");
  place = next;
  speak(place.person.language);
  document.title = `${bot.name} · ${word("sandbox")}`;
  switcher.show(place);
  log.open(place);
  compose.open(place);
  blocking.show(place);
  day.show();
  beside.show();
  stopFollowing = follow(api.eventsAddress(place), {
    opened: load,
    lost: () => connected(false),
    message: onMessage,
    deleted: ({ message_id }) => drop([message_id]),
    toast: onToast,
    answered: () => taps.settleAll(),
    typing: () => typing(true),
  });
}

/** Fetch the chat; what the stream told meanwhile is newer and stays. */
async function load() {
  const where = place;
  touched = new Set();
  log.busy(true);
  try {
    const { messages, menu } = await api.chat(where);
    if (where !== place) return;
    const here = new Set(messages.map((message) => message.message_id));
    drop(log.ids().filter((id) => !here.has(id) && !touched.has(id)));
    log.put(messages.filter((message) => !touched.has(message.message_id)));
    log.show(wanted);
    wanted = undefined;
    compose.setMenu(menu);
    showWelcome();
    connected(true);
  } catch {
    connected(false);
    setTimeout(() => where === place && load(), AGAIN_MS);
  } finally {
    log.busy(false);
  }
}

function onMessage(message) {
  touched.add(message.message_id);
  find("welcome")?.remove();
  log.put([message]);
  if (!message.from_bot) return;
  typing(false);
  if (message.edited) taps.settleAll();
}

function onToast({ text, alert }) {
  taps.settleAll();
  (alert ? alertBox : toast)(text);
}

function drop(ids) {
  ids.forEach((id) => touched.add(id));
  log.remove(ids);
}

function showWelcome() {
  find("welcome")?.remove();
  if (!log.ids().length) find("log").append(welcome(place.chat, school, (text) => write(inChat(place, text)), tour.choose));
}

async function send(where, text) {
  toast("");
  await api.send(where, text);
  if (where === place) log.follow();
}

async function sendCard(queryId, id) {
  await api.chooseCard(queryId, id);
  log.follow();
}

async function upload(where, file, caption) {
  await api.upload(where, file, caption);
  if (where === place) log.follow();
}

function write(text) {
  return compose.deliver(place, text);
}

/** A command as Telegram sends it: in groups with the bot's name. */
function inChat({ chat }, text) {
  return chat.kind === "group" && /^\/\w+$/.test(text) ? `${text}@${bot.username}` : text;
}

/** Open a link to the bot in its private chat; false for other links. */
function followLink(link) {
  const parameter = startParameter(link, bot);
  if (parameter === undefined) return false;
  openPrivately(parameter);
  return true;
}

/** The bot's private chat, where it is started with a parameter; "" for none. */
function openPrivately(parameter) {
  const there = { person: place.person, chat: privateChat(place.person) };
  if (address(there) !== location.hash) history.pushState(null, "", address(there));
  open(there);
  if (parameter) write(`/start ${parameter}`);
}

/** Somebody's chat as they have it. */
function placeOf(personId, chatId) {
  const person = people.find((one) => one.id === personId);
  return { person, chat: person.chats.find((one) => one.id === chatId) };
}

/** Go to what somebody else got; Back leads here again. */
function seeOther(other) {
  const there = placeOf(other.person, other.chat);
  history.pushState(null, "", address(there));
  wanted = other.message_id;
  open(there);
}

/** From the messages the text box is one key away, past all their buttons: Escape, or the first letter of what is written. */
function toTextByKey(event) {
  const isLetter = event.key.length === 1 && event.key !== " " && !(event.ctrlKey || event.altKey || event.metaKey);
  if (isLetter || event.key === "Escape") compose.focus();
}
