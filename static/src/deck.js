// A deck: one slide at a time, by key, clicker, touch or button; its name in the address; what expires goes while it
// stands open. Without this script the slides stand one below the other, with links.

const deck = document.querySelector("[data-deck]");
if (deck) start(deck);

function start(root) {
  const page = document.documentElement;
  const known = root.innerHTML; // before anything below changes it: what a newer deck is compared with
  const bar = document.querySelector("[data-bar]");
  const contents = document.querySelector("[data-contents]");
  const told = document.querySelector("[data-deck-told]");
  const slides = () => [...root.querySelectorAll("[data-slide]")];
  let at = "";

  page.classList.add("cm-deck--one");
  if (bar) bar.hidden = false;
  if (contents) contents.hidden = true;

  // --- which slide -------------------------------------------------------------------------------------------

  const place = () => Math.max(0, slides().findIndex((slide) => slide.id === at));

  /** Shows a slide by its name, the first where there is none of it. `say`: read it out, and tell the other window. */
  function show(name, { say = true } = {}) {
    const all = slides();
    const chosen = all.find((slide) => slide.id === name) ?? all[0];
    if (!chosen) return;
    const turned = chosen.id !== at;
    at = chosen.id;
    for (const slide of all) slide.hidden = slide !== chosen;
    const numbers = { place: all.indexOf(chosen) + 1, count: all.length };
    for (const [index, slide] of all.entries()) {
      const spot = slide.querySelector("[data-place]");
      if (spot) spot.textContent = filled(told?.dataset.numbers ?? "{place} / {count}", { ...numbers, place: index + 1 });
    }
    if (turned) {
      for (const open of root.querySelectorAll("[data-table][open]")) open.open = false;
      window.scrollTo(0, 0);
    }
    if (location.hash !== `#${at}`) history.replaceState(history.state, "", `#${at}`);
    const heading = chosen.querySelector("h2")?.textContent.trim() ?? "";
    if (say && told) told.textContent = filled(told.dataset.words, { ...numbers, heading });
    for (const button of bar?.querySelectorAll("[data-step]") ?? []) {
      const end = Number(button.dataset.step) < 0 ? numbers.place === 1 : numbers.place === numbers.count;
      button.setAttribute("aria-disabled", String(end));
    }
    for (const link of contents?.querySelectorAll("a[href^='#']") ?? []) {
      if (link.hash === `#${at}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    call();
  }

  function step(by) {
    const all = slides();
    const next = all[Math.min(all.length - 1, Math.max(0, place() + by))];
    if (next && next.id !== at) show(next.id);
    else if (by > 0) play(false);
  }

  window.addEventListener("hashchange", () => show(named(location.hash)));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (!link || !slides().some((slide) => `#${slide.id}` === link.hash)) return;
    event.preventDefault(); // the address changes, and Back still leaves the deck
    play(false);
    opened(false);
    show(named(link.hash));
  });

  // --- keys, clicker, touch ----------------------------------------------------------------------------------

  const KEYS = {
    ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1, ArrowDown: 1, ArrowUp: -1,
    Home: -Infinity, End: Infinity,
  }; // prettier-ignore
  const typed = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  const pressed = (target) => target.closest?.("button, a, summary, [role='application']");

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (key === "Escape" && (opened() || shut())) {
      opened(false);
      return;
    }
    if (key === "?" && !typed(target)) {
      event.preventDefault();
      if (opened(!opened())) keys?.scrollIntoView({ block: "nearest" });
      return;
    }
    if (!(key in KEYS)) return;
    const page = key.startsWith("Page"); // a clicker's: they turn the slide wherever the focus is
    if (!page && (typed(target) || target.closest?.(".cm-slide__sheet"))) return;
    if (key === " " && pressed(target)) return;
    if (key.startsWith("Arrow") && (key === "ArrowUp" || key === "ArrowDown") && longer()) return;
    event.preventDefault();
    play(false);
    step(key === " " && event.shiftKey ? -1 : KEYS[key]);
  });

  /** Closes the table that lies over the slide; false where none does. */
  function shut() {
    const open = root.querySelector("[data-table][open]");
    if (!open) return false;
    open.open = false;
    open.querySelector("summary")?.focus();
    return true;
  }
  // Arrow keys move the table at once. A toggle does not bubble.
  root.addEventListener("toggle", ({ target }) => target.open && target.querySelector("[tabindex]")?.focus(), true);

  // On paper every table is open: a style can say so to the newest browsers alone.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...root.querySelectorAll("[data-table]:not([open])")];
    for (const table of closed) table.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const table of closed) table.open = false;
  });

  /** Whether the slide is longer than the screen: then up and down move it. */
  const longer = () => document.documentElement.scrollHeight > window.innerHeight + 8;

  let finger = null;
  document.addEventListener(
    "touchstart",
    (event) => {
      const kept = event.target.closest?.("[data-slide-map][data-zoomed], .cm-slide__sheet, input, textarea, select");
      const one = event.touches.length === 1 ? event.touches[0] : null;
      finger = one && !kept ? { x: one.clientX, y: one.clientY } : null;
    },
    { passive: true },
  );
  document.addEventListener(
    "touchend",
    (event) => {
      const end = event.changedTouches[0];
      if (!finger || !end) return;
      const [x, y] = [end.clientX - finger.x, end.clientY - finger.y];
      finger = null;
      if (Math.abs(x) < 50 || Math.abs(x) < 2 * Math.abs(y)) return;
      play(false);
      step(x < 0 ? 1 : -1);
    },
    { passive: true },
  );

  // --- the bar -----------------------------------------------------------------------------------------------

  const list = bar?.querySelector("[data-contents-button]");
  const keys = contents?.querySelector("[data-keys]");
  if (keys) keys.hidden = false;
  /** Whether the list of slides is open; with an argument, opens or closes it. */
  function opened(wanted) {
    if (!contents || !list) return false;
    if (wanted === undefined) return !contents.hidden;
    if (contents.hidden === !wanted) return wanted;
    contents.hidden = !wanted;
    list.setAttribute("aria-expanded", String(wanted));
    if (wanted) contents.querySelector("[aria-current]")?.focus();
    else if (contents.contains(document.activeElement) || document.activeElement === document.body) list.focus();
    return wanted;
  }

  const player = bar?.querySelector("[data-play]");
  let clock = 0;
  /** Goes on by itself; stops at the last slide, at any step of the presenter's, and when asked. */
  function play(on) {
    clearInterval(clock);
    clock = on ? setInterval(() => step(1), 1000 * Number(player.dataset.seconds || 20)) : 0;
    player?.setAttribute("aria-pressed", String(on));
  }

  bar?.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.step) {
      play(false);
      step(Number(button.dataset.step));
    } else if (button === list) opened(!opened());
    else if (button === player) play(!clock);
    else if ("fullscreen" in button.dataset) fill();
  });

  const filler = bar?.querySelector("[data-fullscreen]");
  if (filler && !document.fullscreenEnabled) filler.hidden = true;
  function fill() {
    const done = document.fullscreenElement ? document.exitFullscreen() : page.requestFullscreen();
    done?.catch?.(() => {});
  }
  document.addEventListener("fullscreenchange", () => {
    filler?.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement)));
    awake();
  });

  // In full screen the bar goes when no hand moves, and comes back with the next movement.
  let rest = 0;
  function awake() {
    clearTimeout(rest);
    page.classList.remove("cm-deck--still");
    if (document.fullscreenElement) rest = setTimeout(() => page.classList.add("cm-deck--still"), 3000);
  }
  for (const kind of ["pointermove", "pointerdown", "focusin"]) document.addEventListener(kind, awake);

  // --- what expires ------------------------------------------------------------------------------------------

  // Timers stand still while a laptop sleeps, and know nothing of a clock that is set: so the clock is looked at often.
  const OFTEN = 30_000;
  let expiry = 0;
  /** Takes away every part whose time is over, and waits for the next. */
  function expire() {
    clearTimeout(expiry);
    const now = Date.now();
    let next = Infinity;
    for (const part of root.querySelectorAll("[data-until]")) {
      const until = Date.parse(part.dataset.until);
      if (!(until > now)) drop(part);
      else next = Math.min(next, until);
    }
    const turns = Date.parse(root.dataset.turns ?? "");
    if (turns > now) next = Math.min(next, turns);
    else if (turns <= now) {
      delete root.dataset.turns;
      follow();
    }
    if (next < Infinity) expiry = setTimeout(expire, Math.min(OFTEN, next - now + 50));
  }

  function drop(part) {
    const group = part.closest("[data-group]");
    const slide = part.closest("[data-slide]");
    part.remove();
    if (group && !group.querySelector("li")) group.remove();
    if (slide === part) show(at, { say: false });
  }

  // A laptop that slept has missed its timers.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      expire();
      follow();
    }
  });

  // --- what changed ------------------------------------------------------------------------------------------

  let shown = known;
  let asking = false;
  /** Fetches the deck anew where there is a network, and puts the new slides in the place of the old ones: a page that
   * loads again would leave the full screen. Of a meeting that was taken down one sentence stays. */
  async function follow() {
    const address = root.dataset.follow;
    if (!address || asking || navigator.onLine === false) return;
    asking = true;
    try {
      const answer = await fetch(address, { cache: "no-cache", redirect: "follow" });
      if (answer.status === 410) return takenDown();
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-deck]");
      if (!fresh || fresh.innerHTML === shown) return;
      shown = fresh.innerHTML;
      if (fresh.dataset.turns) root.dataset.turns = fresh.dataset.turns;
      root.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
      show(at, { say: false });
      document.dispatchEvent(new CustomEvent("crimemap:slides"));
      expire();
    } catch {
      // no network: what stands, stands
    } finally {
      asking = false;
    }
  }
  /** Nothing of it may stand on the wall any longer. What is said instead came with the page. */
  function takenDown() {
    if (!root.dataset.gone || shown === "") return;
    shown = "";
    root.innerHTML = root.dataset.gone;
    show(0, { say: true });
  }
  if (root.dataset.follow) {
    setInterval(follow, 60_000);
    window.addEventListener("online", follow);
  }

  // --- the presenter's window --------------------------------------------------------------------------------

  let channel = null;
  if (root.dataset.channel && "BroadcastChannel" in window) {
    try {
      channel = new BroadcastChannel(`crimemap-deck:${root.dataset.channel}`);
      channel.addEventListener("message", ({ data }) => {
        if (data?.step) step(Number(data.step));
        else if (data?.go) show(String(data.go));
        else if (data?.ask) call();
      });
    } catch {
      channel = null; // a file that was opened from a stick has none
    }
  }
  function call() {
    channel?.postMessage({ at });
  }
  window.addEventListener("pagehide", () => channel?.postMessage({ closed: true }));
  window.addEventListener("pageshow", ({ persisted }) => persisted && call());

  show(named(location.hash), { say: false });
  expire();
}

/** The name in the end of an address; "" where somebody cut it in the middle of a letter. */
function named(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
