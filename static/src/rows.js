// Rows of a form that grow without a new page: `data-rows-add` copies the last `data-row` of its `data-rows`, empty and
// with the next number. Without JavaScript the same button saves the form and opens it again with one row more.
for (const rows of document.querySelectorAll("[data-rows]")) {
  rows.querySelector("[data-rows-add]")?.addEventListener("click", (event) => {
    const last = [...rows.querySelectorAll("[data-row]")].at(-1);
    if (!last) return;
    event.preventDefault();
    const row = isEmpty(last) ? last : added(last);
    row.querySelector("input:not([type=hidden]), textarea")?.focus();
  });
}

function added(last) {
  const row = last.cloneNode(true);
  const name = row.querySelector("[name]").name;
  const [, kind, number] = /^(.*?)-(\d+)-/.exec(name);
  const [old, next] = [`${kind}-${number}-`, `${kind}-${Number(number) + 1}-`];
  for (const each of row.querySelectorAll("*")) {
    for (const attribute of ["id", "name", "for", "aria-describedby", "aria-labelledby"]) {
      if (each.hasAttribute(attribute)) each.setAttribute(attribute, each.getAttribute(attribute).replaceAll(old, next));
    }
    for (const attribute of [...each.attributes]) {
      if (/^data-govuk-.*-init$/.test(attribute.name)) each.removeAttribute(attribute.name);
    }
  }
  for (const each of row.querySelectorAll(".govuk-error-message")) each.remove();
  for (const each of row.querySelectorAll("[class*='--error']")) {
    each.className = each.className.replace(/\S+--error\b/g, "").trim();
  }
  for (const each of row.querySelectorAll("input, textarea")) empty(each);
  for (const each of row.querySelectorAll("select")) each.selectedIndex = 0;
  const count = row.querySelector("[data-row-number]");
  if (count) count.textContent = Number(count.textContent) + 1;
  last.after(row);
  return row;
}

// The answer that a form begins with (a choice) stays; everything that was typed goes.
function empty(field) {
  if (field.type === "checkbox") field.checked = false;
  else if (field.type === "radio") field.checked = field.value === "open";
  else field.value = "";
}

function isEmpty(row) {
  return [...row.querySelectorAll("input:not([type=radio], [type=checkbox], [type=hidden]), textarea")].every((each) => !each.value.trim());
}
