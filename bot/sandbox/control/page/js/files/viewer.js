// A picture opened large: zoomed by two fingers, the wheel, buttons or keys; Escape closes it and the focus goes back.

const MOST = 8;
const STEP = 1.5;
const KEYS = { "+": STEP, "=": STEP, "-": 1 / STEP, _: 1 / STEP };

const find = (id) => document.getElementById(id);

/** The dialog in `#viewer`. `toMessage(id)` puts the focus back on that message's picture when it is closed. */
export function createViewer(toMessage) {
  const dialog = find("viewer");
  const room = dialog.querySelector(".viewer-room");
  const image = room.querySelector("img");
  let scale = 1;
  let opened;
  let pinch;

  /** Open a picture (`url`, `name`, `alt`) of a message. */
  function open(picture, messageId) {
    opened = messageId;
    image.src = picture.url;
    image.alt = picture.alt;
    find("viewer-caption").textContent = picture.alt;
    find("viewer-save").href = picture.url;
    find("viewer-save").download = picture.name;
    dialog.showModal();
    room.focus();
    set(1);
  }

  /** Change the scale, keeping what is seen at this point of the room where it is. */
  function set(wanted, x = room.clientWidth / 2, y = room.clientHeight / 2) {
    const next = Math.min(MOST, Math.max(1, wanted));
    const ratio = next / scale;
    const left = (room.scrollLeft + x) * ratio - x;
    const top = (room.scrollTop + y) * ratio - y;
    scale = next;
    fit();
    room.scrollTo(left, top);
    find("viewer-scale").textContent = `${Math.round(scale * 100)} %`;
    find("viewer-out").disabled = scale === 1;
    find("viewer-in").disabled = scale === MOST;
  }

  /** At scale 1 the whole picture is seen, never larger than it is drawn. */
  function fit() {
    if (!image.naturalWidth) return;
    const whole = Math.min(room.clientWidth / image.naturalWidth, room.clientHeight / image.naturalHeight, 1);
    image.style.width = `${Math.floor(image.naturalWidth * whole * scale)}px`;
  }

  const at = (event) => [event.clientX - room.getBoundingClientRect().left, event.clientY - room.getBoundingClientRect().top];
  const apart = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  const between = ([one, other]) => at({ clientX: (one.clientX + other.clientX) / 2, clientY: (one.clientY + other.clientY) / 2 });

  room.addEventListener("touchstart", (event) => {
    pinch = event.touches.length === 2 ? { apart: apart(event.touches), scale } : undefined;
  }, { passive: true });
  room.addEventListener("touchmove", (event) => {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    set((pinch.scale * apart(event.touches)) / pinch.apart, ...between(event.touches));
  }, { passive: false });
  room.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    set(scale * (event.deltaY < 0 ? 1.1 : 1 / 1.1), ...at(event));
  }, { passive: false });
  room.addEventListener("dblclick", (event) => set(scale === 1 ? 2 * STEP : 1, ...at(event)));
  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in KEYS) set(scale * KEYS[event.key]);
    if (event.key === "0") set(1);
  });
  image.addEventListener("load", () => set(scale));
  new ResizeObserver(fit).observe(room);
  find("viewer-in").addEventListener("click", () => set(scale * STEP));
  find("viewer-out").addEventListener("click", () => set(scale / STEP));
  find("viewer-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    image.removeAttribute("src");
    toMessage(opened);
  });
  return { open };
}
