// A box whose text is there to be copied: whoever goes into it has all of it selected.
export function selects() {
  for (const box of document.querySelectorAll("textarea[data-selects]")) box.addEventListener("focus", () => box.select());
}
