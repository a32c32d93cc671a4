// Rates: each part filled with its class, a white and an ink line round it, its class number where it fits. What has
// no rate is hatched or white. Gone through by the keyboard as circles are.

import { Stops } from "./stops.js";
import { FOCUS, INK, RAMP } from "./style.js";

// Pixels of type in which a number can be read, largest first. Twin of crimemap/maps/rate_svg.py.
const SIZES = [14, 12, 11];
const WHITE_INK_FROM = 4;
const HATCH = "url(#map-hatch)";

const turned = (coordinates) => (typeof coordinates[0] === "number" ? [coordinates[1], coordinates[0]] : coordinates.map(turned));

const colour = ({ shade, class: klass }) => (shade === "class" ? RAMP[klass - 1] : shade === "missing" ? HATCH : "#fff");

export class Shading extends Stops {
  constructor(map, label, means) {
    super(map, label, means);
    map.createPane("shades");
    map.createPane("ring");
    this.renderer = L.svg({ pane: "shades", padding: 0.4 });
    this.above = L.svg({ pane: "ring", padding: 0.4 });
    map.on("zoomend viewreset", () => this.set());
  }

  add(rates, shapes) {
    const byCode = new Map(shapes.map((shape) => [shape.properties.code, shape]));
    this.items = rates.map(({ properties }, index) => this.item(properties, byCode.get(properties.code), index));
    const all = this.items.map(({ latlngs }) => latlngs);
    const line = { renderer: this.renderer, pane: "shades", fill: false, interactive: false, opacity: 1, lineJoin: "round" };
    L.polygon(all, { ...line, color: "#fff", weight: 3 }).addTo(this.map);
    L.polygon(all, { ...line, color: INK, weight: 1 }).addTo(this.map);
    this.list.append(...this.items.map(({ node }) => node));
    this.set();
  }

  item(properties, shape, index) {
    const node = document.createElement("div");
    node.className = `cm-part cm-class cm-class--${properties.shade}`;
    this.option(node, index, properties.name);
    const number = document.createElement("span");
    number.className = "cm-class__number";
    number.textContent = properties.mark;
    if ((properties.class ?? 0) >= WHITE_INK_FROM) number.classList.add("cm-class__number--white");
    node.append(number);
    const [lon, lat] = shape.properties.at;
    const latlngs = shape.geometry.type === "Polygon" ? [turned(shape.geometry.coordinates)] : turned(shape.geometry.coordinates);
    const fill = { renderer: this.renderer, pane: "shades", stroke: false, fillColor: colour(properties), fillOpacity: 1 };
    L.polygon(latlngs, fill).on("click", () => this.activate(index)).addTo(this.map);
    return { node, number, properties, latlngs, latlng: L.latLng(lat, lon), top: L.latLng(lat + shape.properties.room, lon) };
  }

  /** Puts each number in the middle of its part, as large as it fits at this zoom, or leaves it out. */
  set() {
    for (const item of this.items) {
      item.at = this.map.latLngToLayerPoint(item.latlng);
      item.room = item.at.y - this.map.latLngToLayerPoint(item.top).y;
      const letters = item.properties.mark.length;
      const size = SIZES.find((each) => Math.hypot(letters * each * 0.29, each * 0.36) <= item.room);
      item.shown = letters > 0 && size !== undefined;
      item.number.hidden = !item.shown;
      item.number.style.fontSize = `${size ?? 11}px`;
      L.DomUtil.setPosition(item.node, item.at.round());
    }
  }

  /** The ring: ink within yellow, along the edge of the active part; ink alone when the keyboard is elsewhere. */
  mark() {
    super.mark();
    this.ring?.remove();
    const item = this.items[this.active];
    if (!item) return;
    const line = { renderer: this.above, pane: "ring", fill: false, interactive: false, opacity: 1, lineJoin: "round" };
    const rings = [L.polygon(item.latlngs, { ...line, color: INK, weight: 4, className: "cm-ring" })];
    if (document.activeElement === this.list) rings.unshift(L.polygon(item.latlngs, { ...line, color: FOCUS, weight: 11 }));
    this.ring = L.layerGroup(rings).addTo(this.map);
  }

  /** What names must keep clear of. */
  discs() {
    return this.items.filter(({ shown }) => shown).map(({ at, properties }) => [at.x, at.y, 6 + 4 * properties.mark.length]);
  }
}
