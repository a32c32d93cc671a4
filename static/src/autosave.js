// A draft that saves itself: posts the form to `data-autosave` a few seconds after a change, and says when it was saved.
// What was not saved is kept in this page alone, never in the browser's storage: it may hold personal data. Without
// JavaScript the form is sent by its button, as any other.
const QUIET = 3000; // So long after the last key, and never more often than EVERY.
const EVERY = 10000;
const AGAIN = [5000, 15000, 30000, 60000]; // After a failure, the last again and again.

for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);

function autosave(form) {
  const status = form.querySelector("[data-autosave-status]") || form.appendChild(document.createElement("p"));
  status.setAttribute("role", "status");
  const words = { ...document.querySelector("[data-autosave-words]")?.dataset };
  let address = form.dataset.autosave;
  let saved = said(form);
  let timer = 0;
  let last = 0;
  let failures = 0;
  let state = "rests"; // rests, saving, stopped (somebody else changed it), sent (by its button)

  const isChanged = () => said(form) !== saved;
  const tell = (text, waits = false) => {
    status.textContent = text;
    status.classList.toggle("cm-autosave--waits", waits);
  };
  const plan = (after) => {
    clearTimeout(timer);
    timer = setTimeout(save, after);
  };

  async function save() {
    if (state !== "rests" || !isChanged()) return;
    state = "saving";
    last = Date.now();
    const now = said(form);
    let answer;
    try {
      const response = await fetch(address, {
        method: "POST",
        body: sent(form),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
      });
      answer = { code: response.status, ...(await response.json()) };
    } catch {
      answer = { code: 0 };
    }
    if (state === "sent") return;
    state = "rests";
    if (answer.code === 200) kept(answer, now);
    else if (answer.code === 409) stop(answer);
    else if (answer.code === 422) tell(answer.said, true);
    else failed();
  }

  function kept(answer, now) {
    saved = now;
    failures = 0;
    form.elements.version.value = answer.version;
    if (answer.base) form.elements.base.value = answer.base; // what others wrote is put to this from now on
    if (answer.address && answer.address !== address) move(answer.address);
    tell(answer.saved);
    if (isChanged()) plan(EVERY);
  }

  function move(to) {
    address = to;
    form.action = to;
    window.history.replaceState(null, "", to);
  }

  function stop(answer) {
    state = "stopped";
    tell(answer.said, true);
  }

  function failed() {
    tell(words.autosaveFailed || "Not saved yet. It is tried again: keep this page open.", true);
    plan(AGAIN[Math.min(failures, AGAIN.length - 1)]);
    failures += 1;
  }

  const changed = () => {
    if (state === "stopped" || !isChanged()) return;
    plan(failures ? AGAIN[0] : Math.max(QUIET, EVERY - (Date.now() - last)));
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  window.addEventListener("online", () => failures && plan(0));
  form.addEventListener("submit", () => {
    state = "sent";
    clearTimeout(timer);
  });
  window.addEventListener("pagehide", () => clearTimeout(timer));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && state === "sent") state = "rests";
  });
  window.addEventListener("beforeunload", (event) => {
    if (state === "sent" || !isChanged()) return;
    event.preventDefault();
    event.returnValue = "asks"; // Chromium heeds nothing else before 119
  });
}

// What the form says, without its tokens and its version: those change by themselves.
function said(form) {
  const own = [...sent(form)].filter(([name]) => !["csrf_token", "version", "token", "base"].includes(name));
  return JSON.stringify(own);
}

// What is sent: everything but files, which wait for the button.
function sent(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}
