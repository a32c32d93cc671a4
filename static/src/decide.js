// What a meeting decides, typed into the file that was taken along: kept in this page and, where the browser lets it, in
// its storage, until "Save decisions" writes a file that the newsroom reads (crimemap-decisions, version 1). Nothing is
// sent anywhere: there is no network. No library.

const FORMAT = "crimemap-decisions";
const VERSION = 1;
const LONGEST_TITLE = 200;
const ROWS = ["decisions", "hands", "asked"];
const WHOLE = new Set(["yes", "no", "neither", "present"]);

for (const form of document.querySelectorAll("form[data-decide]")) new Decisions(form).start();

function Decisions(form) {
  const told = form.querySelector("[data-status]");
  const copy = form.querySelector("[data-copy]");
  const words = form.dataset;
  const store = `${FORMAT}:${words.meeting}`;
  let session = "";
  let saved = 0;
  let last = ""; // what the last file held

  const list = (kind) => form.querySelector(`[data-rows=${kind}]`);
  const rows = (kind) => [...list(kind).children];
  const fields = (row) => [...row.querySelectorAll("[data-field]")];

  // --- rows -----------------------------------------------------------------------------------------------------

  function add(kind, values = {}) {
    const row = form.querySelector(`template[data-row=${kind}]`).content.firstElementChild.cloneNode(true);
    for (const field of fields(row)) field.value = values[field.dataset.field] ?? "";
    list(kind).append(row);
    row.querySelector("[data-remove]").addEventListener("click", () => remove(kind, row));
    number(kind);
    return row;
  }

  function remove(kind, row) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    number(kind);
    changed();
    (next?.querySelector("[data-field]") ?? form.querySelector(`[data-add=${kind}]`)).focus();
  }

  /** Ids, labels and headings by the row's place. */
  function number(kind) {
    rows(kind).forEach((row, index) => {
      for (const each of row.querySelectorAll("[data-nth]")) each.textContent = String(index + 1);
      for (const field of fields(row)) {
        const id = `${kind}-${index + 1}-${field.dataset.field}`;
        field.closest("[data-answer]").querySelector("label").htmlFor = id;
        field.id = id;
      }
    });
    const button = form.querySelector(`[data-add=${kind}]`);
    button.hidden = rows(kind).length >= Number(button.dataset.most);
  }

  // --- what it says -----------------------------------------------------------------------------------------------

  const value = (field) => {
    const text = field.value.trim();
    if (!WHOLE.has(field.dataset.field)) return text;
    return text === "" ? null : Number(text);
  };

  /** The rows of a kind in which anything was typed; hands that nobody counted are none. */
  function said(kind) {
    const all = rows(kind).map((row) => Object.fromEntries(fields(row).map((field) => [field.dataset.field, value(field)])));
    const typed = all.filter((row) => Object.values(row).some((each) => each !== "" && each !== null));
    if (kind !== "hands") return typed;
    return typed.map((row) => ({ ...row, yes: row.yes ?? 0, no: row.no ?? 0, neither: row.neither ?? 0 }));
  }

  const content = () => ({
    present: value(form.querySelector("[data-field=present]")),
    ...Object.fromEntries(ROWS.map((kind) => [kind, said(kind)])),
  });
  const isEmpty = (typed) => typed.present === null && ROWS.every((kind) => typed[kind].length === 0);
  const isUnsaved = () => {
    const typed = content();
    return JSON.stringify(typed) !== last && !(isEmpty(typed) && last === "");
  };

  // --- keeping ----------------------------------------------------------------------------------------------------

  /** A browser may refuse its storage to a file: then the page alone keeps it. */
  function keep() {
    try {
      window.localStorage.setItem(store, JSON.stringify({ session, saved, last, typed: content() }));
    } catch {
      form.querySelector("[data-kept]").hidden = true;
    }
  }

  function before() {
    try {
      return JSON.parse(window.localStorage.getItem(store));
    } catch {
      return null;
    }
  }

  function changed() {
    session ||= mark();
    keep();
    tell(isUnsaved() ? words.unsaved : "");
  }

  /** A mark that no other form has: RFC 4122, version 4. */
  function mark() {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  const tell = (text) => {
    if (told.textContent !== text) told.textContent = text; // a screen reader says it once, not at every letter
  };

  // --- the file ---------------------------------------------------------------------------------------------------

  function save() {
    const typed = content();
    if (isEmpty(typed)) {
      tell(words.nothing);
      return;
    }
    if (!form.reportValidity()) return;
    session ||= mark();
    saved += 1;
    last = JSON.stringify(typed);
    const file = {
      format: FORMAT,
      version: VERSION,
      session,
      saved,
      saved_at: `${new Date().toISOString().slice(0, 19)}+00:00`,
      language: document.documentElement.lang,
      meeting: words.meeting,
      partnership: words.partnership,
      title: [...words.title].slice(0, LONGEST_TITLE).join(""),
      held: words.held,
      ...typed,
    };
    const text = `${JSON.stringify(file, null, 2)}\n`;
    const name = `decisions-${words.meeting}-${saved}.json`;
    download(name, text);
    copy.hidden = false;
    copy.querySelector("textarea").value = text;
    keep();
    tell(words.saved.replace("{file}", name));
  }

  function download(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /** The computer of a hall is other people's too: a second press takes everything away. */
  function erase(button) {
    if (button.dataset.asked !== "yes") {
      button.dataset.asked = "yes";
      button.textContent = words.sure;
      return;
    }
    try {
      window.localStorage.removeItem(store);
    } catch {
      // Then nothing was kept there.
    }
    session = "";
    saved = 0;
    last = "";
    fill({});
    copy.hidden = true;
    copy.querySelector("textarea").value = "";
    calm(button);
    tell(words.erased);
  }

  function calm(button) {
    button.dataset.asked = "";
    button.textContent = words.erase;
  }

  function fill(typed) {
    form.querySelector("[data-field=present]").value = typed.present ?? "";
    for (const kind of ROWS) {
      list(kind).replaceChildren();
      for (const row of typed[kind] ?? []) add(kind, row);
    }
    if (rows("decisions").length === 0) add("decisions");
  }

  this.start = () => {
    const kept = before();
    if (kept) ({ session, saved, last } = kept);
    fill(kept?.typed ?? {});
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", changed);
    for (const button of form.querySelectorAll("[data-add]")) {
      button.addEventListener("click", () => add(button.dataset.add).querySelector("[data-field]").focus());
    }
    form.querySelector("[data-save]").addEventListener("click", save);
    const button = form.querySelector("[data-erase]");
    button.addEventListener("click", () => erase(button));
    button.addEventListener("blur", () => calm(button));
    window.addEventListener("beforeunload", (event) => {
      if (isUnsaved()) event.preventDefault();
    });
    form.hidden = false;
    document.querySelector("[data-without-script]").hidden = true;
    if (kept && !isEmpty(content())) tell(words.again);
  };
}
