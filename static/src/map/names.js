// Names: level or turned along their road, one after another where nothing stands yet. Text only, never markup.

import { pixelsAMetre } from "./style.js";

const ORDER = ["inner", "town", "main", "second", "water", "park", "village", "neighbour", "station", "street", "spot"];
const STREET_NAMES_FROM = 0.2;
const MOST = 70;

/** A box turned by its angle, as a row of discs: what a name covers. */
function discs({ x, y, width, angle }) {
  const step = 9;
  const many = Math.max(2, Math.round(width / step));
  return Array.from({ length: many + 1 }, (_, index) => {
    const along = -width / 2 + (width * index) / many;
    return [x + along * Math.cos(angle), y + along * Math.sin(angle), 8];
  });
}

const touch = (one, other) => one.some(([x, y, r]) => other.some(([a, b, s]) => Math.hypot(x - a, y - b) < r + s));

/** The place on a line, nearest its middle, where a name of this width lies straight and free. */
function stretch(points, width, free) {
  const lengths = [0];
  for (let n = 1; n < points.length; n += 1) lengths.push(lengths[n - 1] + points[n].distanceTo(points[n - 1]));
  const whole = lengths[lengths.length - 1];
  if (whole < width + 8) return null;
  const at = (far) => {
    let n = 1;
    while (n < lengths.length - 1 && lengths[n] < far) n += 1;
    const share = (far - lengths[n - 1]) / (lengths[n] - lengths[n - 1] || 1);
    return points[n - 1].add(points[n].subtract(points[n - 1]).multiplyBy(share));
  };
  for (const share of [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9]) {
    const start = share * whole - width / 2;
    if (start < 0 || start + width > whole) continue;
    const [first, middle, last] = [at(start), at(start + width / 2), at(start + width)];
    if (first.distanceTo(last) < 0.96 * width) continue;
    let angle = Math.atan2(last.y - first.y, last.x - first.x);
    if (angle > Math.PI / 2) angle -= Math.PI;
    if (angle < -Math.PI / 2 + 0.01) angle += Math.PI;
    const centre = first.add(last).divideBy(2).add(middle).divideBy(2);
    const found = { x: centre.x, y: centre.y, width, angle: angle > 1.45 ? angle - Math.PI : angle };
    if (free(found)) return found;
  }
  return null;
}

export class Names {
  constructor(map, taken) {
    this.map = map;
    this.taken = taken;
    this.found = [];
    this.drawn = [];
    this.pane = map.createPane("names");
    this.pane.classList.add("cm-names");
    this.ruler = document.createElement("canvas").getContext("2d");
    map.on("zoomend moveend resize", () => this.place());
  }

  add(text, style, shape) {
    if (!text) return;
    this.ruler.font = `${style === "inner" ? "700 15px" : style === "main" || style === "second" ? "600 13px" : "400 13px"} ${getComputedStyle(this.map.getContainer()).fontFamily}`;
    this.found.push({ text, style, shape, width: this.ruler.measureText(text).width });
  }

  /** Sets again all names that fit in what is seen now. */
  place() {
    const seen = this.map.getBounds().pad(0.1);
    const scale = pixelsAMetre(this.map);
    const covered = this.taken();
    this.pane.replaceChildren();
    const ordered = this.found
      .filter(({ style }) => (style !== "street" && style !== "spot") || scale >= STREET_NAMES_FROM)
      .sort((a, b) => ORDER.indexOf(a.style) - ORDER.indexOf(b.style));
    let many = 0;
    for (const name of ordered) {
      if (many >= MOST) break;
      const spot = this.spot(name, seen, covered);
      if (!spot) continue;
      const row = discs(spot);
      if (touch(row, covered)) continue;
      covered.push(...row);
      this.write(name, spot);
      many += 1;
    }
  }

  spot({ shape, width }, seen, covered) {
    if (shape.at) {
      if (!seen.contains(shape.at)) return null;
      const { x, y } = this.map.latLngToLayerPoint(shape.at);
      if (shape.below) {
        const aside = shape.below + width / 2;
        const steps = [[0, shape.below], [0, -shape.below], [aside, 0], [-aside, 0], [aside, 14], [-aside, 14]];
        const ways = steps.map(([right, down]) => ({ x: x + right, y: y + down, width, angle: 0 }));
        return ways.find((way) => !touch(discs(way), covered)) ?? null;
      }
      if (shape.round) return this.around(x, y, width, covered);
      return { x, y, width, angle: ((shape.turned ?? 0) * Math.PI) / 180 };
    }
    if (shape.bounds && !shape.bounds.intersects(seen)) return null;
    const lines = shape.lines
      .map((line) => this.visible(line, seen))
      .flat()
      .sort((a, b) => b.length - a.length)
      .slice(0, 3);
    for (const line of lines) {
      const spot = stretch(line.map((at) => this.map.latLngToLayerPoint(at)), width, (found) => !touch(discs(found), covered));
      if (spot) return spot;
    }
    return null;
  }

  /** The nearest free place round a point: class numbers stand there already. */
  around(x, y, width, covered) {
    for (const far of [0, 12, 20, 28, 38, 50, 64]) {
      for (let turn = 0; turn < 12; turn += 1) {
        const angle = Math.PI / 2 + (turn * Math.PI) / 6;
        const way = { x: x + 1.3 * far * Math.cos(angle), y: y + far * Math.sin(angle), width, angle: 0 };
        if (!touch(discs(way), covered)) return way;
      }
    }
    return null;
  }

  /** Runs of a line that are in view. */
  visible(line, seen) {
    const runs = [];
    let run = [];
    for (const at of line) {
      if (seen.contains(at)) run.push(at);
      else if (run.length) {
        runs.push(run);
        run = [];
      }
    }
    if (run.length) runs.push(run);
    return runs.filter((each) => each.length > 1);
  }

  write({ text, style }, { x, y, angle }) {
    const label = document.createElement("span");
    label.className = `cm-name cm-name--${style}`;
    label.textContent = text;
    label.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px) translate(-50%, -50%) rotate(${angle.toFixed(3)}rad)`;
    this.pane.append(label);
  }
}
