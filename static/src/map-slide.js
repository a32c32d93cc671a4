// The map of a slide: moved, zoomed and pointed at, with a mouse, two fingers or the keyboard alone. No library, no
// network, no storage: it works as well in a file that was opened from a memory stick. Without it the map is a picture.
//
// Two tab stops. On the sheet the arrow keys move the map; on the circles they go from one to the next and each is told.
// A mouse never gives it the focus, so that the arrow keys go on turning the slides.

import { namesOf } from "./slidemap/names.js";

const MOST = 8;
const STEP = 1.5;
const MOVE = 0.15; // of the sheet's width, for an arrow key
const BEYOND = 0.35; // of the sheet's width: so far past the edges the ground is drawn for certain
const STILL = 4; // pixels that a finger may tremble
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** A deck that stood open for hours may have got new slides. */
function start() {
  for (const root of document.querySelectorAll("[data-slide-map]:not([data-started])")) new SlideMap(root).start();
}

start();
document.addEventListener("crimemap:slides", start);

function SlideMap(root) {
  const svg = root.querySelector("svg");
  const world = svg.querySelector(".cm-slidemap__world");
  const list = svg.querySelector(".cm-slidemap__stops");
  const told = root.querySelector(".cm-slidemap__told");
  const said = root.querySelector("[data-said]");
  const sheet = root.querySelector(".cm-slidemap__sheet");
  const { width, height } = svg.viewBox.baseVal;
  // In the table's order, whatever lies on top of what.
  const stops = [...list.querySelectorAll("[data-stop]")].sort((a, b) => a.dataset.stop - b.dataset.stop);
  const places = stops.map((stop) => stop.dataset.at.split(" ").map(Number));
  const names = namesOf(svg, stops, boxOf);
  const fingers = new Map();
  let view = { k: 1, x: 0, y: 0 };
  let active = -1;
  let moved = false;

  const isWhole = () => view.k === 1 && view.x === 0 && view.y === 0;

  /** A point of the screen on the sheet, in the picture's own units. */
  function onSheet(x, y) {
    const at = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM().inverse());
    return [at.x, at.y];
  }

  /** Where an element stands on the sheet, whatever moves or scales it. */
  function boxOf(element) {
    const box = element.getBoundingClientRect();
    const [[left, top], [right, bottom]] = [onSheet(box.left, box.top), onSheet(box.right, box.bottom)];
    return { left, top, right, bottom };
  }

  function show(k, x, y) {
    k = Math.min(Math.max(k, 1), MOST);
    const within = (value, size) => Math.min(Math.max(value, size - size * k - size * BEYOND), size * BEYOND);
    view = { k, x: within(x, width), y: within(y, height) };
    world.setAttribute("transform", `translate(${view.x.toFixed(2)} ${view.y.toFixed(2)}) scale(${k.toFixed(4)})`);
    stops.forEach((stop, index) => {
      const [left, top, aside, below] = places[index];
      const at = `${(left + aside / k).toFixed(2)} ${(top + below / k).toFixed(2)}`;
      stop.setAttribute("transform", `translate(${at}) scale(${(1 / k).toFixed(4)})`);
    });
    root.toggleAttribute("data-zoomed", !isWhole());
    names(k > 1);
    scaleBar(k);
    for (const [button, ended] of [["in", k === MOST], ["out", k === 1], ["whole", isWhole()]]) {
      root.querySelector(`[data-zoom=${button}]`).setAttribute("aria-disabled", String(ended));
    }
  }

  /** The bar says as many metres as fit at this zoom. */
  function scaleBar(k) {
    const scale = svg.querySelector(".cm-slidemap__scale");
    const pixels = scale.dataset.pixels * k;
    const bars = scale.dataset.bars.split("|").map((bar) => [parseInt(bar, 10), bar.slice(bar.indexOf(" ") + 1)]);
    const [metres, words] = bars.filter(([each]) => each * pixels <= 130).at(-1) ?? bars[0];
    const [, left, top] = /M([\d.]+) ([\d.]+)/.exec(scale.querySelector("path").getAttribute("d"));
    for (const path of scale.querySelectorAll("path")) {
      path.setAttribute("d", `M${left} ${top}v4h${(metres * pixels).toFixed(1)}v-4`);
    }
    const text = scale.querySelector("text");
    text.setAttribute("x", (Number(left) + metres * pixels + 7).toFixed(1));
    text.textContent = words;
  }

  function zoom(by, [x, y] = [width / 2, height / 2]) {
    const k = Math.min(Math.max(view.k * by, 1), MOST);
    const grown = k / view.k;
    // All the way out again is the whole area, wherever one was.
    if (k === 1 && by < 1) show(1, 0, 0);
    else show(k, x - (x - view.x) * grown, y - (y - view.y) * grown);
  }

  const whole = () => show(1, 0, 0);
  const move = (across, down) => show(view.k, view.x + across, view.y + down);

  const middle = (index) => {
    const [left, top, aside, below] = places[index];
    return [view.x + left * view.k + aside, view.y + top * view.k + below];
  };

  /** Tells of one circle; `aloud` for those who went there by key. -1: of none. */
  function tell(index, aloud = false) {
    stops.forEach((stop, each) => {
      stop.classList.toggle("cm-slidemap__stop--told", each === index);
      stop.setAttribute("aria-selected", String(each === index));
    });
    active = index;
    told.hidden = index < 0;
    told.replaceChildren();
    if (index < 0) {
      list.removeAttribute("aria-activedescendant");
      return;
    }
    const { letter, name, tells: sentence } = stops[index].dataset;
    const strong = document.createElement("strong");
    strong.textContent = [letter, name].filter(Boolean).join(" ");
    told.append(strong, " ", sentence);
    list.setAttribute("aria-activedescendant", stops[index].id);
    // Never on the circle itself.
    told.classList.toggle("cm-slidemap__told--above", middle(index)[1] > height / 2);
    if (aloud) said.textContent = `${letter} ${name}: ${sentence}`;
  }

  /** Brings a circle into view and tells of it. */
  function go(index) {
    const [x, y] = middle(index);
    if (x < 30 || y < 30 || x > width - 30 || y > height - 60) move(width / 2 - x, height / 2 - y);
    tell(index, true);
  }

  const stopAt = (event) => stops.indexOf(event.target.closest?.("[data-stop]"));

  // --- keys ---------------------------------------------------------------------------------------------------

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const atCircles = event.target === list;
    if (event.key in ARROWS && atCircles) go((active + NEXT[event.key] + stops.length) % stops.length);
    else if (event.key in ARROWS && event.target === sheet) move(...ARROWS[event.key].map((each) => each * width * MOVE));
    else if (event.key === "+" || event.key === "=") zoom(STEP);
    else if (event.key === "-") zoom(1 / STEP);
    else if (event.key === "0") whole();
    else if (event.key === "Escape") document.activeElement.blur();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // --- mouse and fingers --------------------------------------------------------------------------------------

  function down(event) {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    moved = false;
  }

  function drag(event) {
    const before = fingers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") point(event);
      return;
    }
    const now = [event.clientX, event.clientY];
    const distance = Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (!moved && fingers.size === 1 && distance < STILL) return;
    // One finger on the whole area turns the slides or scrolls the page.
    if (event.pointerType === "touch" && fingers.size === 1 && isWhole()) return;
    if (!moved) svg.setPointerCapture(event.pointerId);
    moved = true;
    const from = onSheet(...before);
    const to = onSheet(...now);
    if (fingers.size === 1) move(to[0] - from[0], to[1] - from[1]);
    else pinch(event.pointerId, from, to);
    fingers.set(event.pointerId, now);
  }

  function pinch(finger, from, to) {
    const [, other] = [...fingers].find(([id]) => id !== finger);
    const at = onSheet(...other);
    const before = Math.hypot(from[0] - at[0], from[1] - at[1]);
    if (before > 0) zoom(Math.hypot(to[0] - at[0], to[1] - at[1]) / before, at);
  }

  function up(event) {
    const was = fingers.delete(event.pointerId);
    if (was && !moved && event.type === "pointerup") tell(stopAt(event));
  }

  function point(event) {
    const index = stopAt(event);
    if (index >= 0 && index !== active) tell(index);
    else if (index < 0 && active >= 0 && document.activeElement !== list) tell(-1);
  }

  function wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    zoom(Math.exp(-event.deltaY * lines * 0.002), onSheet(event.clientX, event.clientY));
  }

  /** What stands elsewhere on the slide for a circle: its row in the table. */
  function rows() {
    stops.forEach((stop, index) => {
      for (const row of document.querySelectorAll(`[data-points-at="${stop.id}"]`)) {
        row.addEventListener("pointerenter", () => tell(index));
        row.addEventListener("pointerleave", () => tell(-1));
        row.addEventListener("click", () => go(index));
      }
    });
  }

  this.start = () => {
    root.dataset.started = "";
    if (!stops.length) return;
    svg.setAttribute("role", "group");
    sheet.setAttribute("tabindex", "0");
    sheet.setAttribute("role", "group");
    sheet.setAttribute("aria-label", root.dataset.moves);
    list.setAttribute("role", "listbox");
    list.setAttribute("tabindex", "0");
    list.setAttribute("aria-label", root.dataset.circles);
    for (const stop of stops) {
      stop.setAttribute("role", "option");
      stop.setAttribute("aria-label", `${stop.dataset.letter} ${stop.dataset.name}`);
    }
    list.addEventListener("focus", () => list.matches(":focus-visible") && go(Math.max(active, 0)));
    list.addEventListener("blur", () => tell(-1));
    root.addEventListener("keydown", key);
    svg.addEventListener("pointerdown", down);
    svg.addEventListener("pointermove", drag);
    svg.addEventListener("pointerup", up);
    svg.addEventListener("pointercancel", up);
    svg.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && point(event));
    svg.addEventListener("wheel", wheel, { passive: false });
    svg.addEventListener("dblclick", (event) => zoom(STEP * STEP, onSheet(event.clientX, event.clientY)));
    sheet.addEventListener("mousedown", (event) => !event.target.closest("button") && event.preventDefault());
    const does = { in: () => zoom(STEP), out: () => zoom(1 / STEP), whole };
    for (const button of root.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => does[button.dataset.zoom]());
    }
    for (const hidden of root.querySelectorAll("[data-needs-script]")) hidden.hidden = false;
    rows();
    show(1, 0, 0);
  };
}
