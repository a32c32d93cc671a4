// "Use my location": asks the browser only when pressed, and sends the answer, rounded, to our own search alone.
// Three decimals are about a hundred metres: enough for an area, too coarse for a house.

const DECIMALS = 3;
const OPTIONS = { enableHighAccuracy: false, timeout: 15000, maximumAge: 600000 };
const REFUSED = 1;

/** Shows the button where the browser can answer; without this script nothing of it is seen. */
export function location() {
  for (const block of document.querySelectorAll("[data-locate]")) {
    if (!window.isSecureContext || !navigator.geolocation) continue;
    const button = block.querySelector("button");
    const said = block.querySelector("[role=status]");
    button.addEventListener("click", () => ask(block, button, said));
    block.hidden = false;
  }
}

function ask(block, button, said) {
  if (button.getAttribute("aria-disabled") === "true") return;
  // Not `disabled`: the button would lose the focus, and a screen reader its place.
  button.setAttribute("aria-disabled", "true");
  said.textContent = block.dataset.asking;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      said.textContent = block.dataset.found;
      button.removeAttribute("aria-disabled");
      const address = new URL(block.dataset.locate, window.location.href);
      address.searchParams.set("lat", coords.latitude.toFixed(DECIMALS));
      address.searchParams.set("lon", coords.longitude.toFixed(DECIMALS));
      window.location.assign(address);
    },
    (fault) => {
      said.textContent = fault.code === REFUSED ? block.dataset.refused : block.dataset.failed;
      button.removeAttribute("aria-disabled");
    },
    OPTIONS,
  );
}
