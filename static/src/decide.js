// What a meeting decides, typed into the file that was taken along: kept in this page and, where the browser lets it, in
// its storage, until somebody erases it or nobody touched it for some days: "Save decisions" writes a file that the
// newsroom reads (crimemap-decisions, version 1), and offers to erase. Nothing is sent anywhere: there is no network.

const FORMAT = "crimemap-decisions";
const VERSION = 1;
const LONGEST_TITLE = 200;
const ROWS = ["decisions", "hands", "asked"];
const WHOLE = new Set(["yes", "no", "neither", "present"]);
const FARTHEST = 5 * 366 * 86_400_000;
const REACH = [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, /^[+()\d][\d\s()+.-]*\d(?:\s*(?:ext\.?|x|est\.?)\s*\d+)?$/i];

for (const form of document.querySelectorAll("form[data-decide]")) new Decisions(form).start();

function Decisions(form) {
  const told = form.querySelector("[data-status]");
  const copy = form.querySelector("[data-copy]");
  const offer = form.querySelector("[data-offer]");
  const words = form.dataset;
  const wanting = JSON.parse(words.wanting);
  const months = words.months.split(" ");
  const store = `${FORMAT}:${words.meeting}`;
  let session = "";
  let saved = 0;
  let last = ""; // what was typed when the last file was saved
  let checked = false; // whether what is missing is said: from the first save on

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
        const answer = field.closest("[data-answer]");
        const [hint, missing] = [answer.querySelector("[data-hint]"), answer.querySelector("[data-missing]")];
        answer.querySelector("label").htmlFor = id;
        field.id = id;
        missing.id = `${id}-missing`;
        if (hint) hint.id = `${id}-hint`;
        field.setAttribute("aria-describedby", [hint?.id, missing.id].filter(Boolean).join(" "));
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

  /** As it was typed; in the file a day stands as 2027-01-31. */
  const content = () => ({
    present: value(form.querySelector("[data-field=present]")),
    ...Object.fromEntries(ROWS.map((kind) => [kind, said(kind)])),
  });
  const isEmpty = (typed) => typed.present === null && ROWS.every((kind) => typed[kind].length === 0);
  const isUnsaved = () => {
    const typed = content();
    return JSON.stringify(typed) !== last && !(isEmpty(typed) && last === "");
  };

  // --- what is missing --------------------------------------------------------------------------------------------

  /** Says beside each answer what the newsroom would ask: nothing keeps the file from being saved. The number of them. */
  function check() {
    for (const each of form.querySelectorAll("[data-missing]")) each.hidden = true;
    if (!checked) return 0;
    let count = 0;
    const lack = (row, name, text) => {
      const field = row.querySelector(`[data-field=${name}]`);
      const place = field.closest("[data-answer]").querySelector("[data-missing]");
      place.textContent = text;
      place.hidden = false;
      count += 1;
    };
    const present = value(form.querySelector("[data-field=present]"));
    const typed = (kind) => rows(kind).flatMap((row) => {
      const told = Object.fromEntries(fields(row).map((field) => [field.dataset.field, value(field)]));
      return Object.values(told).some((each) => each !== "" && each !== null) ? [[row, told]] : [];
    }); // prettier-ignore
    for (const [row, told] of typed("decisions")) {
      for (const [name, key] of lacking(told)) lack(row, name, wanting[key]);
    }
    const hands = typed("hands");
    if (hands.length && present === null) lack(form, "present", wanting.present);
    for (const [row, told] of hands) {
      const raised = (told.yes ?? 0) + (told.no ?? 0) + (told.neither ?? 0);
      if (!told.question) lack(row, "question", wanting.question);
      if (!raised) lack(row, "yes", wanting.votes);
      else if (present !== null && raised > present) {
        lack(row, "yes", wanting.hands.replace("{hands}", raised).replace("{present}", present));
      }
    }
    for (const [row, told] of typed("asked")) if (!told.question) lack(row, "question", wanting.question);
    return count;
  }

  /** Field and fault of a decision, as editorial/meetings/recording.py finds them. */
  function lacking(told) {
    const due = day(told.due, months);
    const found = [];
    if (!told.decided) found.push(["decided", "decided"]);
    if (told.action) for (const name of ["owner", "due", "contact"]) told[name] || found.push([name, name]);
    else if (told.owner || due) found.push(["action", "action"]);
    else if (told.decided) found.push(["action", "nobody"]);
    if (due && due < words.held) found.push(["due", "before"]);
    else if (due && Date.parse(due) > Date.parse(words.held) + FARTHEST) found.push(["due", "far"]);
    if (told.reach && !REACH.some((known) => known.test(told.reach))) found.push(["reach", "reach"]);
    return found;
  }

  /** A day that cannot be read would be lost in the file: the browser says so before it is saved. */
  function readDays() {
    for (const field of form.querySelectorAll("[data-field=due]")) {
      field.setCustomValidity(day(field.value, months) === null ? words.noDay : "");
    }
  }

  // --- keeping ----------------------------------------------------------------------------------------------------

  /** A browser may refuse its storage to a file: then the page alone keeps it. */
  function keep() {
    try {
      const kept = { session, saved, last, typed: content(), at: Date.now() };
      window.localStorage.setItem(store, JSON.stringify(kept));
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

  /** What nobody touched for so many days goes, of every meeting that was typed on this computer. Whether this one's did. */
  function sweep() {
    let ours = false;
    try {
      for (const name of Object.keys(window.localStorage)) {
        if (!name.startsWith(`${FORMAT}:`) || !isOld(window.localStorage.getItem(name))) continue;
        window.localStorage.removeItem(name);
        ours ||= name === store;
      }
    } catch {
      // Then nothing is kept there.
    }
    return ours;
  }

  function isOld(text) {
    try {
      const { at } = JSON.parse(text); // a file of before there was one keeps what it has
      return at !== undefined && Date.now() - at > Number(words.days) * 86_400_000;
    } catch {
      return true;
    }
  }

  function changed() {
    session ||= mark();
    keep();
    readDays();
    check();
    offer.hidden = true;
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
    readDays();
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
      decisions: typed.decisions.map((row) => ({ ...row, due: day(row.due, months) })),
    };
    const text = `${JSON.stringify(file, null, 2)}\n`;
    const name = `decisions-${words.meeting}-${saved}.json`;
    download(name, text);
    copy.hidden = false;
    copy.querySelector("textarea").value = text;
    keep();
    offer.hidden = form.querySelector("[data-kept]").hidden;
    checked = true;
    const count = check();
    const lacks = count ? ` ${words.lacks.replace("{count}", count)}` : "";
    tell(words.saved.replace("{file}", name).replace("{address}", words.address) + lacks);
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
      button.dataset.label ||= button.textContent;
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
    checked = false;
    fill({});
    copy.hidden = true;
    offer.hidden = true;
    copy.querySelector("textarea").value = "";
    calm(button);
    tell(words.erased);
  }

  function calm(button) {
    button.dataset.asked = "";
    button.textContent = button.dataset.label || button.textContent;
  }

  function fill(typed) {
    form.querySelector("[data-field=present]").value = typed.present ?? "";
    for (const kind of ROWS) {
      list(kind).replaceChildren();
      for (const row of typed[kind] ?? []) add(kind, row);
    }
    if (rows("decisions").length === 0) add("decisions");
    readDays();
    check();
  }

  /** From the list at the top to a part of the form, whose fields may lie under the edge of the screen. */
  function go(kind) {
    const first = () => rows(kind)[0]?.querySelector("[data-field]") ?? form.querySelector(`[data-add=${kind}]`);
    const title = form.querySelector(`[data-title=${kind}]`) ?? first();
    title.scrollIntoView({ block: "center" });
    title.focus({ preventScroll: true });
  }

  this.start = () => {
    const isOver = sweep();
    const kept = before();
    if (kept) ({ session, saved, last } = kept);
    fill(kept?.typed ?? {});
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", changed);
    for (const button of form.querySelectorAll("[data-add]")) {
      button.addEventListener("click", () => add(button.dataset.add).querySelector("[data-field]").focus());
    }
    for (const button of form.querySelectorAll("[data-to]")) button.addEventListener("click", () => go(button.dataset.to));
    form.querySelector("[data-save]").addEventListener("click", save);
    for (const button of form.querySelectorAll("[data-erase]")) {
      button.addEventListener("click", () => erase(button));
      button.addEventListener("blur", () => calm(button));
    }
    window.addEventListener("beforeunload", (event) => {
      if (!isUnsaved()) return;
      event.preventDefault();
      event.returnValue = "asks"; // Chromium heeds nothing else before 119
    });
    form.hidden = false;
    document.querySelector("[data-without-script]").hidden = true;
    if (kept && !isEmpty(content())) tell(words.again);
    else if (isOver) tell(words.over);
  };
}

/** A day as people here write it (31 1 2027, 31/01/27, 31 Ionawr 2027) as 2027-01-31; "" for nothing, null for no day.
 * `months`: their names in the language of the page and in English, since a browser need not know those of Welsh. */
function day(text, months) {
  if (!text.trim()) return "";
  const backwards = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  const [, date, named, long] =
    (backwards && ["", backwards[3], backwards[2], backwards[1]]) ||
    (/^\s*(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(\d{1,2}|\p{L}{3,})[\s.,/-]+(\d{4}|\d{2})\s*$/u.exec(text) ?? []);
  const month = /^\d/.test(named ?? "") ? Number(named) : monthOf(named, months);
  const year = Number(long) + (long?.length === 2 ? 2000 : 0);
  const made = new Date(Date.UTC(year, month - 1, Number(date)));
  if (!(made.getUTCDate() === Number(date) && made.getUTCMonth() === month - 1)) return null;
  return made.toISOString().slice(0, 10);
}

/** The number of a month by the beginning of its name; NaN for no month. */
function monthOf(name = "-", months) {
  const found = months.findIndex((month) => month.toLowerCase().startsWith(name.toLowerCase()));
  return found < 0 ? NaN : (found % 12) + 1;
}
