// The circles: one tab stop, a list that the arrow keys move through, as the table has it.

import { POINTS_FROM } from "./style.js";

const element = (name, klass, text = "") => {
  const made = document.createElement(name);
  made.className = klass;
  made.textContent = text;
  return made;
};

export class Parts {
  constructor(map, label, choose) {
    this.map = map;
    this.choose = choose;
    this.items = [];
    this.active = -1;
    this.list = map.createPane("parts");
    this.list.classList.add("cm-parts");
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("tabindex", "0");
    this.list.setAttribute("aria-label", label);
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("focus", () => this.activate(Math.max(this.active, 0)));
    this.list.addEventListener("blur", () => this.mark());
    this.list.addEventListener("click", (event) => this.click(event));
    this.list.addEventListener("dblclick", (event) => event.stopPropagation());
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
    const r = properties.r;
    node.id = `part-${index}`;
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", "false");
    const heading = properties.l ? `${properties.l}, ${properties.n}` : properties.n;
    node.setAttribute("aria-label", `${heading}: ${properties.d.join(" ")}`);
    const disc = element("span", "cm-part__mark");
    disc.style.width = `${2 * r}px`;
    disc.style.height = `${2 * r}px`;
    const fits = r >= 12 && properties.t.length * 8.4 < 2 * r - 2;
    const counted = properties.s === "count" || properties.s === "partial";
    if (!counted || fits) disc.append(element("span", "cm-part__number", properties.t));
    if (r > 17) disc.classList.add("cm-part__mark--large");
    node.append(disc);
    const beside = element("span", "cm-part__letter", properties.l);
    if (counted && !fits) beside.append(element("span", "cm-part__small", ` ${properties.t}`));
    beside.style.right = `${0.72 * r + 3}px`;
    beside.style.bottom = `${0.72 * r + 1}px`;
    if (properties.l || !fits) node.append(beside);
    return { node, properties, r, latlng: L.latLng(coordinates[1], coordinates[0]) };
  }

  /** Puts each where it belongs at this zoom, stepping back from a larger one whose number it would hide. */
  set() {
    const placed = [];
    for (const item of [...this.items].sort((a, b) => b.r - a.r)) {
      let at = this.map.latLngToLayerPoint(item.latlng);
      for (let step = 0; step < 4; step += 1) {
        const hidden = placed.find((other) => gap(at, item.r, other) > 0.5);
        if (!hidden) break;
        at = stepped(at, item.r, hidden);
      }
      item.at = at;
      placed.push(item);
      L.DomUtil.setPosition(item.node, at);
    }
  }

  /** Closer in, map points say where; the circles fall back to their letters. */
  near() {
    this.list.classList.toggle("cm-parts--letters", this.map.getZoom() >= POINTS_FROM && this.hasPoints);
  }

  /** What names must keep clear of. */
  discs() {
    return this.items.flatMap(({ at, r, properties }) => {
      const beside = properties.l ? [[at.x - 0.72 * r - 8, at.y - 0.72 * r - 6, 9]] : [];
      return [[at.x, at.y, r + 1], ...beside];
    });
  }

  click(event) {
    const index = this.items.findIndex(({ node }) => node.contains(event.target));
    if (index >= 0) {
      this.activate(index);
      this.select(index);
    }
  }

  key(event) {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const last = this.items.length - 1;
    if (event.key in steps) this.activate((this.active + steps[event.key] + last + 1) % (last + 1));
    else if (event.key === "Home") this.activate(0);
    else if (event.key === "End") this.activate(last);
    else if (event.key === "Enter" || event.key === " ") this.select(this.active);
    else if (event.key === "+" || event.key === "=") this.map.zoomIn(1);
    else if (event.key === "-") this.map.zoomOut(1);
    else return;
    event.preventDefault();
  }

  activate(index) {
    const item = this.items[index];
    if (!item) return;
    this.active = index;
    this.list.setAttribute("aria-activedescendant", item.node.id);
    this.mark();
    if (!this.map.getBounds().contains(item.latlng)) this.map.panTo(item.latlng);
  }

  mark() {
    const focused = document.activeElement === this.list;
    this.items.forEach(({ node }, index) => node.classList.toggle("cm-part--active", focused && index === this.active));
  }

  select(index) {
    const item = this.items[index];
    if (!item) return;
    this.items.forEach(({ node }, each) => node.setAttribute("aria-selected", String(each === index)));
    this.choose(item.properties);
  }
}

function gap(at, r, other) {
  return r + 0.62 * other.r - at.distanceTo(other.at);
}

function stepped(at, r, other) {
  const away = at.subtract(other.at);
  const apart = away.distanceTo([0, 0]) || 1;
  const step = Math.min(gap(at, r, other), 26);
  return apart < 0.01 ? at.add([step, 0]) : at.add(away.multiplyBy(step / apart));
}
