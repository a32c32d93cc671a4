// What was chosen, shown in the panel; and said in the live region beside it. Text only.

const made = (name, text, klass = "") => {
  const element = document.createElement(name);
  element.textContent = text;
  if (klass) element.className = klass;
  return element;
};

/** What a part is called and what is said of it: circles are told by short names, rates by those of their data. */
const told = ({ l, n, d, u, name, words, url }) => ({ letter: l, name: n ?? name, sentences: d ?? words, address: u ?? url });

/** A part: its letter and name, what was recorded, the way to its own page. */
export function tellPart(region, properties, wayOn) {
  const { letter, name, sentences, address } = told(properties);
  const heading = made("h2", "");
  if (letter) heading.append(made("span", letter, "cm-letter"), " ");
  heading.append(name);
  const [first, ...rest] = sentences;
  const sentence = made("p", "");
  sentence.append(made("strong", first), rest.length ? ` ${rest.join(" ")}` : "");
  const link = made("a", wayOn);
  link.href = address;
  const way = made("p", "");
  way.append(link);
  region.replaceChildren(heading, sentence, way);
}

/** The same for the ear. */
export function spoken(properties) {
  if (properties.k === "point") return properties.t;
  const { letter, name, sentences } = told(properties);
  return `${letter ? `${letter}, ` : ""}${name}: ${sentences.join(" ")}`;
}

/** A map point: one sentence, no title. */
export function tellPoint(region, properties) {
  region.replaceChildren(made("p", properties.t));
}
