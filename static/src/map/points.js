// Closer in: the publisher's map points, as rings. They are never where anything happened, and have no title.

import { FOCUS, INK, POINTS_FROM, SERIES } from "./style.js";

// Map points of one part that the keyboard goes through, at most.
const MOST = 60;

export class MapPoints {
  constructor(map, share, choose) {
    this.map = map;
    map.createPane("points").classList.add("cm-points");
    this.canvas = L.canvas({ pane: "points", padding: 0.2, tolerance: 6 });
    this.group = L.layerGroup();
    this.choose = choose;
    this.share = share;
    this.counted = [];
    map.on("zoomend", () => this.near());
  }

  add(features) {
    for (const { properties, geometry } of features) {
      const [lon, lat] = geometry.coordinates;
      const counted = properties.v > 0;
      const ring = L.circleMarker([lat, lon], {
        renderer: this.canvas,
        pane: "points",
        radius: counted ? Math.max(properties.r * this.share, 4) : 2,
        color: counted ? SERIES : INK,
        weight: counted ? 2 : 0,
        opacity: 1,
        fillColor: counted ? "#fff" : "#8C8272",
        fillOpacity: counted ? 0.75 : 0.9,
        interactive: counted,
      });
      if (counted) ring.on("click", () => this.choose(properties));
      if (counted) this.counted.push({ properties, ring });
      this.group.addLayer(ring);
    }
    this.near();
  }

  /** What names must keep clear of. */
  discs() {
    if (!this.map.hasLayer(this.group)) return [];
    const seen = this.map.getBounds();
    const rings = this.group.getLayers().filter((ring) => ring.options.interactive && seen.contains(ring.getLatLng()));
    return rings.map((ring) => {
      const { x, y } = this.map.latLngToLayerPoint(ring.getLatLng());
      return [x, y, ring.getRadius()];
    });
  }

  /** Whether map points are what is seen now. */
  close() {
    return this.counted.length > 0 && this.map.hasLayer(this.group);
  }

  /** The next of a part's map points, north to south; its properties, or null where the part has none. */
  step(by, part, seen) {
    const rings = this.of(part);
    if (!rings.length) return null;
    const now = rings.findIndex(({ ring }) => ring === this.at);
    const next = now < 0 ? (by > 0 ? 0 : rings.length - 1) : (now + by + rings.length) % rings.length;
    const { ring, properties } = rings[next];
    if (!seen.contains(this.map.latLngToContainerPoint(ring.getLatLng()))) this.map.panTo(ring.getLatLng());
    this.stand(ring);
    return properties;
  }

  /** The map points of a part that have figures: of very many, those nearest to the middle of what is seen. */
  of(part) {
    if (this.kept?.part !== part) {
      const middle = this.map.getCenter();
      const at = ({ ring }) => ring.getLatLng();
      const rings = this.counted
        .filter(({ properties }) => properties.p === part)
        .sort((a, b) => middle.distanceTo(at(a)) - middle.distanceTo(at(b)))
        .slice(0, MOST)
        .sort((a, b) => at(b).lat - at(a).lat || at(a).lng - at(b).lng);
      this.kept = { part, rings };
    }
    return this.kept.rings;
  }

  /** The ring of the keyboard: ink in yellow, round the point that was said last. */
  stand(ring) {
    this.forget();
    this.at = ring;
    const round = { pane: "points", renderer: this.canvas, fill: false, interactive: false, opacity: 1 };
    const radius = ring.getRadius() + 5;
    this.ring = L.layerGroup([
      L.circleMarker(ring.getLatLng(), { ...round, radius, color: FOCUS, weight: 9 }),
      L.circleMarker(ring.getLatLng(), { ...round, radius: radius - 2, color: INK, weight: 3 }),
    ]).addTo(this.map);
  }

  forget() {
    this.ring?.remove();
    this.at = this.ring = null;
  }

  near() {
    const close = this.map.getZoom() >= POINTS_FROM;
    if (close) this.group.addTo(this.map);
    else {
      this.group.remove();
      this.forget();
    }
  }
}
