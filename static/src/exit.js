// "Leave this page quickly": replaces this page in the history, so that Back does not lead to it. Without JavaScript the
// button is a plain link.
const LEAVING = 5000; // Three presses of Escape within so many milliseconds: faster than anyone presses by mistake.

export function exit() {
  const button = document.querySelector("[data-exit]");
  if (!button) return;
  const leave = () => {
    document.body.hidden = true;
    window.location.replace(button.href);
  };
  button.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pressed = [...pressed.filter((at) => event.timeStamp - at < LEAVING), event.timeStamp];
    if (pressed.length >= 3) leave();
  });
}
