// The circles: where each stands, its number inside or beside, its letter. How they are gone through is stops.js's.

import { Stops } from "./stops.js";
import { POINTS_FROM } from "./style.js";

// Pixels that a circle may stand from its place, and past which a line leads to it. Twin of crimemap/maps/symbols.py.
const FURTHEST = 46;
const LED = 14;

// Where a letter can stand, best first: east and south are 1.
const CORNERS = [[-1, -1], [1, -1], [-1, 0], [-1, 1], [1, 1], [1, 0], [0, -1], [0, 1]];

const element = (name, klass, text = "") => {
  const made = document.createElement(name);
  made.className = klass;
  made.textContent = text;
  return made;
};

export class Parts extends Stops {
  constructor(map, label, share, means) {
    super(map, label, means);
    this.share = share;
    map.on("zoomend viewreset", () => this.set());
    map.on("zoomend moveend", () => this.near());
  }

  /** Parts in the table's order; drawn largest first, so that a small one is never under a large one. */
  add(features) {
    this.items = features.map(({ properties, geometry }, index) => this.item(properties, geometry, index));
    const drawn = [...this.items].sort((a, b) => b.r - a.r);
    drawn.forEach(({ node }, depth) => node.style.setProperty("z-index", depth));
    this.list.append(...this.items.map(({ node }) => node));
    this.set();
    this.near();
  }

  item(properties, { coordinates }, index) {
    const node = element("div", `cm-part cm-part--${properties.s}`);
    const counted = properties.s === "count" || properties.s === "partial";
    const r = counted ? properties.r * this.share : properties.r;
    this.option(node, index, properties.l ? `${properties.l}, ${properties.n}` : properties.n);
    const disc = element("span", "cm-part__mark");
    disc.style.width = `${2 * r}px`;
    disc.style.height = `${2 * r}px`;
    const size = [16, 13, 11.5].find((each) => (each < 16 || r > 17) && properties.t.length * each * 0.54 < 2 * r - 3);
    const fits = r >= 12 && size !== undefined;
    if (this.share < 1 && properties.l && counted) return this.lettered(node, disc, { properties, r, latlng: L.latLng(coordinates[1], coordinates[0]) });
    if (!counted || fits) disc.append(element("span", "cm-part__number", properties.t));
    if (counted && fits) disc.style.fontSize = `${size}px`;
    const lead = element("span", "cm-part__lead");
    node.append(lead, disc);
    const beside = element("span", "cm-part__letter", properties.l);
    if (counted && !fits) beside.append(element("span", "cm-part__small", ` ${properties.t}`));
    if (properties.l || !fits) node.append(beside);
    return { node, properties, r, lead, letter: beside, beside: properties.l && counted && !fits ? 6 + properties.t.length * 8 : 0, latlng: L.latLng(coordinates[1], coordinates[0]) };
  }

  /** On a small map the letter stands inside, or beside where the circle is too small; figures are in the table. */
  lettered(node, disc, item) {
    const { l } = item.properties;
    const lead = element("span", "cm-part__lead");
    const letter = element("span", "cm-part__letter", item.r < 9 ? l : "");
    if (item.r >= 9) disc.append(element("span", "cm-part__number", l));
    node.append(lead, disc, letter);
    return { ...item, node, lead, letter, beside: 0 };
  }

  /** Puts each where it belongs at this zoom; they step apart, the smaller ones more, until no number is hidden. */
  set() {
    for (const item of this.items) {
      item.number = this.share < 1 ? 2 : item.properties.t.length;
      item.home = this.map.latLngToLayerPoint(item.latlng);
      item.at = item.home;
    }
    for (let round = 0; round < 80 && this.step(); round += 1);
    for (const item of this.items) {
      L.DomUtil.setPosition(item.node, item.at.round());
      const away = item.home.subtract(item.at);
      const far = Math.hypot(away.x, away.y);
      item.lead.style.width = far > LED ? `${far}px` : "0";
      item.lead.style.transform = `rotate(${Math.atan2(away.y, away.x)}rad)`;
    }
    const placed = [];
    for (const item of this.items) placed.push(this.setLetter(item, placed));
  }

  /** One small step of all; false when nobody needs to move. */
  step() {
    const moves = this.items.map(() => L.point(0, 0));
    let lacking = false;
    this.items.forEach((one, i) => {
      this.items.slice(i + 1).forEach((other, rest) => {
        const lack = gap(one, other);
        if (lack <= 0.5) return;
        lacking = true;
        const away = one.at.subtract(other.at);
        const far = Math.hypot(away.x, away.y);
        const along = far < 0.01 ? L.point(-1, 0) : away.divideBy(far);
        const share = other.r ** 2 / (one.r ** 2 + other.r ** 2);
        moves[i] = moves[i].add(along.multiplyBy(lack * share * 0.5));
        moves[i + 1 + rest] = moves[i + 1 + rest].subtract(along.multiplyBy(lack * (1 - share) * 0.5));
      });
    });
    this.items.forEach((item, i) => {
      const away = item.at.add(moves[i]).subtract(item.home);
      const far = Math.hypot(away.x, away.y);
      item.at = item.home.add(far > FURTHEST ? away.multiplyBy(FURTHEST / far) : away);
    });
    return lacking;
  }

  /** A letter stands up left of its circle, or where fewer circles and earlier letters are in its way. */
  setLetter(item, placed) {
    const { r, at } = item;
    const wide = 10 + item.beside;
    const boxes = CORNERS.map(([x, y]) => {
      const centre = at.add([x * (wide / 2 + 3 + (y ? 0.72 : 1) * r), y * (8 + (x ? 0.72 : 1) * r)]);
      return { x: centre.x, y: centre.y, wide, corner: [x, y] };
    });
    const crowds = boxes.map((box) => {
      const circles = this.items.filter((other) => other !== item && Math.abs(other.at.x - box.x) < other.r + wide / 2 && Math.abs(other.at.y - box.y) < other.r + 7);
      const letters = placed.filter((other) => Math.abs(other.x - box.x) < (other.wide + wide) / 2 + 2 && Math.abs(other.y - box.y) < 15);
      return circles.length + letters.length;
    });
    item.box = boxes[crowds.indexOf(Math.min(...crowds))];
    const [x, y] = item.box.corner;
    const { style } = item.letter;
    const [aside, above] = [`${(y ? 0.72 : 1) * r + 3}px`, `${(x ? 0.72 : 1) * r + 1}px`];
    [style.left, style.right] = x > 0 ? [aside, "auto"] : x < 0 ? ["auto", aside] : [`${-wide / 2}px`, "auto"];
    [style.top, style.bottom] = y > 0 ? [above, "auto"] : y < 0 ? ["auto", above] : ["-7px", "auto"];
    return item.box;
  }

  /** Closer in, map points say where; the circles fall back to their letters. */
  near() {
    this.list.classList.toggle("cm-parts--letters", this.map.getZoom() >= POINTS_FROM && this.hasPoints);
  }

  /** What names must keep clear of. */
  discs() {
    if (this.list.classList.contains("cm-parts--letters")) return this.items.map(({ at }) => [at.x, at.y, 13]);
    return this.items.flatMap(({ at, r, letter, box: { x, y, wide } }) => {
      const written = [];
      for (let far = 5; letter.textContent && far <= wide; far += 9) written.push([x - wide / 2 + far, y, 9]);
      return [[at.x, at.y, r + 1], ...written];
    });
  }
}

/** Pixels by which two stand too near to each other for both numbers to be read. */
function gap(one, other) {
  const [larger, smaller] = one.r >= other.r ? [one, other] : [other, one];
  const reach = Math.min(larger.number * 4.2 + 2, larger.r);
  return smaller.r + Math.max(0.62 * larger.r, reach) - one.at.distanceTo(other.at);
}
