// The interactive map: takes folium's map, fetches the document's one data address, draws it, and then steps in
// for the static picture. If anything fails the picture stays.

import { MapPoints } from "./points.js";
import { Names } from "./names.js";
import { Paper } from "./paper.js";
import { Parts } from "./parts.js";
import { tellPart, tellPoint } from "./panel.js";

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const swapped = ([lon, lat]) => L.latLng(lat, lon);

/** Room on the left for the panel that stands over the map on a wide screen. */
function fit(map, bounds) {
  const panel = document.querySelector(".cm-fullmap__panel");
  const over = getComputedStyle(panel).position === "absolute" ? panel.getBoundingClientRect().right : 0;
  const aside = over ? 40 : 18;
  const padding = { paddingTopLeft: [over + aside, 44], paddingBottomRight: [aside + 8, over ? 56 : 40] };
  map.fitBounds(bounds, { ...padding, animate: false });
}

/** Controls in the visitor's language; Leaflet's own are English, and its keyboard handler would take the arrows. */
function controls(map, words) {
  L.control.scale({ imperial: false, maxWidth: 140, position: "bottomleft" }).addTo(map);
  L.control
    .fullscreen({ position: "bottomright", title: words.fullscreen, titleCancel: words.leave, fullscreenElement: map.getContainer().parentElement })
    .addTo(map);
  for (const [klass, text] of [["in", words.closer], ["out", words.further]]) {
    const button = map.getContainer().querySelector(`.leaflet-control-zoom-${klass}`);
    button.title = text;
    button.setAttribute("aria-label", text);
  }
}

function names(found, of) {
  const lines = ({ type, coordinates }) => (type === "LineString" ? [coordinates] : coordinates).map((line) => line.map(swapped));
  for (const { properties, geometry } of of("road")) {
    if (properties.n) found.add(properties.n, properties.c, { lines: lines(geometry), bounds: L.geoJSON(geometry).getBounds() });
  }
  for (const { properties, geometry } of of("water")) {
    if (properties.n && geometry.type.endsWith("LineString")) found.add(properties.n, "water", { lines: lines(geometry) });
    else if (properties.n) found.add(properties.n, "water", { at: L.geoJSON(geometry).getBounds().getCenter() });
  }
  for (const { properties, geometry } of of("park")) {
    if (properties.n) found.add(properties.n, "park", { at: swapped(properties.at ?? middle(geometry)) });
  }
  for (const { properties, geometry } of of("place")) found.add(properties.n, properties.c, { at: swapped(geometry.coordinates) });
  for (const { properties } of of("neighbour")) {
    if (properties.n) found.add(properties.n, "neighbour", { at: swapped(properties.at) });
  }
  for (const { properties, geometry } of of("part")) {
    if (properties.named) found.add(properties.n, "village", { at: swapped(geometry.coordinates), below: properties.r + 12 });
  }
  for (const { properties, geometry } of of("spot")) found.add(properties.n, "spot", { at: swapped(geometry.coordinates) });
}

function middle({ type, coordinates }) {
  const ring = type === "Polygon" ? coordinates[0] : coordinates.map(([outer]) => outer).sort((a, b) => b.length - a.length)[0];
  const sum = ring.reduce(([x, y], [a, b]) => [x + a, y + b], [0, 0]);
  return sum.map((each) => each / ring.length);
}

function draw(map, data, { label, figures }) {
  const of = (kind) => data.features.filter(({ properties }) => properties.k === kind);
  const region = document.getElementById("chosen");
  new Paper(map).draw(of, data.sea);
  const points = new MapPoints(map, (chosen) => tellPoint(region, chosen));
  const parts = new Parts(map, label, (chosen) => tellPart(region, chosen, figures));
  parts.hasPoints = of("point").length > 0;
  points.add(of("point"));
  parts.add(of("part"));
  const labels = new Names(map, () => (parts.hasPoints && map.getZoom() >= 16 ? [] : parts.discs()));
  names(labels, of);
  labels.place();
}

async function show(map, words) {
  const holder = map.getContainer();
  const still = holder.parentElement.querySelector(".cm-fullmap__still");
  if (calm()) Object.assign(map.options, { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
  try {
    const answer = await fetch(holder.dataset.source);
    if (!answer.ok) throw new Error(`${holder.dataset.source}: ${answer.status}`);
    const data = await answer.json();
    await document.fonts.ready;
    controls(map, words);
    fit(map, words.bounds);
    draw(map, data, holder.dataset);
    holder.classList.add("cm-ready");
    still.remove();
  } catch (fault) {
    holder.remove();
    console.error(fault);
  }
}

window.crimemap = { show };
