// What was chosen, said in the panel's live region. Text only.

const made = (name, text, klass = "") => {
  const element = document.createElement(name);
  element.textContent = text;
  if (klass) element.className = klass;
  return element;
};

/** A part: its letter and name, what was recorded, the way to its own page. */
export function tellPart(region, properties, wayOn) {
  const heading = made("h2", "");
  if (properties.l) heading.append(made("span", properties.l, "cm-letter"), " ");
  heading.append(properties.n);
  const [first, ...rest] = properties.d;
  const sentence = made("p", "");
  sentence.append(made("strong", first), rest.length ? ` ${rest.join(" ")}` : "");
  const link = made("a", wayOn);
  link.href = properties.u;
  const way = made("p", "");
  way.append(link);
  region.replaceChildren(heading, sentence, way);
}

/** A map point: one sentence, no title. */
export function tellPoint(region, properties) {
  region.replaceChildren(made("p", properties.t));
}
