// The background: every layer on one canvas, its widths following the zoom.

import * as look from "./style.js";

/** A canvas that can also draw a line inside its own shape only: the ribbon along the boundary. */
const Canvas = L.Canvas.extend({
  _fillStroke(context, layer) {
    if (!layer.options.within) {
      L.Canvas.prototype._fillStroke.call(this, context, layer);
      return;
    }
    context.save();
    context.clip("evenodd");
    L.Canvas.prototype._fillStroke.call(this, context, layer);
    context.restore();
  },
});

const swap = (coordinates) =>
  typeof coordinates[0] === "number" ? [coordinates[1], coordinates[0]] : coordinates.map(swap);

const WORLD = [[-85, -180], [-85, 180], [85, 180], [85, -180]];

export class Paper {
  constructor(map) {
    this.map = map;
    this.pane = "paper";
    map.createPane("paper").classList.add("cm-paper");
    this.canvas = new Canvas({ pane: "paper", padding: 0.4 });
    this.scaled = [];
  }

  /** Draws the features, bottom to top, once; later zooms only change widths. */
  draw(of, sea) {
    if (sea) this.sea(of("land"));
    for (const kind of ["built", "wood", "park"]) this.fill(of(kind), look.FILLS[kind]);
    this.water(of("water"));
    this.line(of("faint"), look.FAINT, () => 1);
    const [band] = of("band");
    if (band) this.line([band], look.SPRUCE, (scale) => look.clamp(band.properties.m * scale * 0.11, 4, 15), { opacity: 0.15 });
    this.roads(of("road"));
    this.railway(of("rail"));
    this.around(of("around"), of("area"));
    this.boundary(of("area"));
    this.resize();
    this.map.on("zoomend", () => this.resize());
  }

  /** Under shading: paper and sea alone. What stands above it is `over`'s. */
  under(of, sea) {
    if (sea) this.sea(of("land"));
  }

  /** Above shading, on a canvas of its own: water, neighbours, the boundaries between parts and round the area. */
  over(of) {
    this.map.createPane("lines").classList.add("cm-paper");
    this.canvas = new Canvas({ pane: "lines", padding: 0.4 });
    this.pane = "lines";
    this.water(of("water"));
    this.line(of("around"), look.NEIGHBOUR_OVER, () => 1.4, { dashArray: "5 3", lineCap: "butt" });
    this.line(of("band"), "#fff", () => 5.4);
    this.line(of("band"), look.SPRUCE, () => 3);
    const rings = this.rings(of("area"));
    this.edge(rings, "#fff", () => 6);
    this.edge(rings, look.SPRUCE, () => 3.6);
    this.resize();
    this.map.on("zoomend", () => this.resize());
  }

  resize() {
    const scale = look.pixelsAMetre(this.map);
    for (const [layer, width] of this.scaled) {
      const weight = width(scale);
      layer.setStyle({ weight: Math.max(weight, 0.01), opacity: weight > 0 ? layer.strength : 0 });
    }
  }

  add(layer) {
    return layer.addTo(this.map);
  }

  rings(features) {
    return features
      .filter(({ geometry }) => geometry.type.endsWith("Polygon"))
      .flatMap(({ geometry }) => (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates))
      .map(swap);
  }

  lines(features) {
    return features.flatMap(({ geometry }) => {
      if (geometry.type === "LineString") return [swap(geometry.coordinates)];
      if (geometry.type === "MultiLineString") return swap(geometry.coordinates);
      return [];
    });
  }

  fill(features, colour, more = {}) {
    const options = { renderer: this.canvas, pane: this.pane, interactive: false };
    this.add(L.polygon(this.rings(features), { ...options, stroke: false, fillColor: colour, fillOpacity: 1, ...more }));
  }

  stroke(latlngs, colour, width, more = {}) {
    const options = { renderer: this.canvas, pane: this.pane, interactive: false, fill: false, color: colour };
    const layer = L.polyline(latlngs, { ...options, opacity: 1, lineCap: "round", ...more });
    layer.strength = more.opacity ?? 1;
    this.scaled.push([this.add(layer), width]);
  }

  line(features, colour, width, more) {
    this.stroke(this.lines(features), colour, width, more);
  }

  /** Rings as closed lines. */
  edge(rings, colour, width, more) {
    this.stroke(rings.flat().map((ring) => [...ring, ring[0]]), colour, width, more);
  }

  sea(land) {
    const options = { renderer: this.canvas, pane: this.pane, interactive: false };
    this.add(L.polygon(WORLD, { ...options, stroke: false, fillColor: look.WATER, fillOpacity: 1 }));
    const coast = this.rings(land);
    for (const [reach, strength] of [[21, 0.3], [13.5, 0.55], [6.5, 0.85]]) {
      this.edge(coast, "#fff", () => 2 * reach + 1.1, { opacity: strength });
      this.edge(coast, look.WATER, () => 2 * reach - 1.1);
    }
    this.edge(coast, look.SHORE, () => 1.6);
    this.fill(land, look.PAPER);
  }

  water(features) {
    this.edge(this.rings(features), look.SHORE, () => 1.6);
    this.fill(features, look.WATER);
    this.line(features, look.WATER, () => 1.6);
  }

  roads(features) {
    const ways = Object.entries(look.ROADS).map(([klass, road]) => {
      const lines = this.lines(features.filter(({ properties }) => properties.c === klass));
      const width = (scale) => {
        if (klass === "street" && scale < look.STREETS_FROM) return 0;
        return look.clamp(road.metres * scale, road.least, road.most);
      };
      return { ...road, klass, lines, width };
    });
    const cased = (way) =>
      this.stroke(way.lines, way.casing, (scale) => (way.width(scale) >= 1.8 ? way.width(scale) + 1.5 : 0));
    const [streets, ...greater] = ways;
    cased(streets);
    this.stroke(streets.lines, streets.fill, streets.width);
    greater.forEach(cased);
    for (const way of greater) this.stroke(way.lines, way.fill, way.width);
  }

  railway(features) {
    const width = (scale) => look.clamp(14 * scale, 1.4, 5);
    this.line(features, look.RAIL, width, { lineCap: "butt" });
    const inner = (scale) => (width(scale) > 2 ? width(scale) - 1.6 : 0);
    this.line(features, "#fff", inner, { lineCap: "butt", dashArray: "7 7" });
  }

  /** Neighbours' outlines; then the paper veil over all that is not the area. */
  around(neighbours, area) {
    this.line(neighbours, look.NEIGHBOUR, () => 1.4, { dashArray: "5 3", lineCap: "butt" });
    const holes = this.rings(area).map(([outer]) => outer);
    if (!holes.length) return;
    const options = { renderer: this.canvas, pane: this.pane, interactive: false, stroke: false };
    this.add(L.polygon([WORLD, ...holes], { ...options, fillColor: look.PAPER, fillOpacity: 0.62 }));
  }

  boundary(area) {
    const rings = this.rings(area);
    const options = { renderer: this.canvas, pane: this.pane, interactive: false, fill: false };
    this.add(L.polygon(rings, { ...options, within: true, color: look.SPRUCE, opacity: 0.2, weight: 18 }));
    this.edge(rings, "#fff", () => 4.6);
    this.edge(rings, look.SPRUCE, () => 2.4);
  }
}
