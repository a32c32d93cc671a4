// The presenter's window: follows the deck that is open in this browser, and turns its slides. Nothing of it leaves here.
const page = document.querySelector("[data-presenter]");
if (page) present(page);

function present(root) {
  if (!("BroadcastChannel" in window)) return; // the list of notes stands without it
  const channel = new BroadcastChannel(`crimemap-deck:${root.dataset.presenter}`);
  const slides = [...root.querySelectorAll("[data-slide]")];
  const part = (name, inside = root) => inside.querySelector(`[data-${name}]`);
  const own = (slide, name) => part(name, slide)?.textContent.trim() ?? "";
  for (const each of root.querySelectorAll("[data-needs-script]")) each.hidden = false;

  channel.addEventListener("message", ({ data }) => {
    if (data?.at) show(String(data.at));
    else if (data?.closed) {
      wait(true);
      channel.postMessage({ ask: true }); // another window may show them still
    }
  });

  /** Without a deck the buttons would turn nothing: the sentence beside them says what to do. */
  function wait(waits) {
    part("waits").hidden = !waits;
    part("at").hidden = waits;
    for (const button of root.querySelectorAll("[data-step]")) button.disabled = waits;
    if (waits) for (const each of slides) each.removeAttribute("aria-current");
  }

  function show(name) {
    const place = slides.findIndex((slide) => slide.dataset.slide === name);
    const slide = slides[place];
    if (!slide) return;
    const now = part("at");
    wait(false);
    const spot = part("place", now);
    spot.textContent = spot.dataset.words.replace("{place}", place + 1).replace("{count}", slides.length);
    part("heading", now).textContent = own(slide, "heading");
    part("said", now).textContent = own(slide, "said");
    const next = slides[place + 1];
    part("next", now).textContent = next ? own(next, "heading") : "–";
    for (const each of slides) each.toggleAttribute("aria-current", each === slide);
  }

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step], [data-again], [data-go]");
    if (!button) return;
    if (button.dataset.step) channel.postMessage({ step: Number(button.dataset.step) });
    else if ("again" in button.dataset) began = Date.now();
    else if (!part("at").hidden) {
      event.preventDefault(); // a deck is open: it goes there instead of a second one
      channel.postMessage({ go: button.dataset.go });
    }
    tick();
  });

  // A clicker may be plugged into this window instead of the other.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "PageDown" && event.key !== "PageUp") return;
    event.preventDefault();
    channel.postMessage({ step: event.key === "PageDown" ? 1 : -1 });
  });

  let began = Date.now();
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
  function tick() {
    const seconds = Math.floor((Date.now() - began) / 1000);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    const two = (value) => String(value).padStart(2, "0");
    part("clock").textContent = clock.format(new Date());
    part("since").textContent = `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
  }
  tick();
  setInterval(tick, 1000);
  channel.postMessage({ ask: true });
}
