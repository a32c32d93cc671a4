// Closer in: the publisher's map points, as rings. They are never where anything happened, and have no title.

import { INK, POINTS_FROM, SERIES } from "./style.js";

export class MapPoints {
  constructor(map, share, choose) {
    this.map = map;
    map.createPane("points").classList.add("cm-points");
    this.canvas = L.canvas({ pane: "points", padding: 0.2, tolerance: 6 });
    this.group = L.layerGroup();
    this.choose = choose;
    this.share = share;
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

  near() {
    const close = this.map.getZoom() >= POINTS_FROM;
    if (close) this.group.addTo(this.map);
    else this.group.remove();
  }
}
