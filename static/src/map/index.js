// The interactive map: takes folium's map, fetches the document's one data address, draws it, and then steps in
// for the static picture. If anything fails the picture stays.

import { MapPoints } from "./points.js";
import { Names } from "./names.js";
import { Paper } from "./paper.js";
import { Parts } from "./parts.js";
import { PHONE } from "./style.js";
import { tellPart, tellPoint } from "./panel.js";

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const swapped = ([lon, lat]) => L.latLng(lat, lon);

/** Pixels on the left that the panel covers on a wide screen. */
function covered() {
  const panel = document.querySelector(".cm-fullmap__panel");
  return getComputedStyle(panel).position === "absolute" ? panel.getBoundingClientRect().right : 0;
}

function fit(map, bounds) {
  const over = covered();
  const aside = over ? 40 : 18;
  const padding = { paddingTopLeft: [over + aside, 44], paddingBottomRight: [aside + 8, over ? 56 : 40] };
  map.fitBounds(bounds, { ...padding, animate: false });
}

/** The buttons zoom about the middle of what is seen, not of what lies under the panel. */
function zoomAboutTheSeen(map) {
  const about = (by) => {
    const { x, y } = map.getSize();
    return map.setZoomAround([(x + covered()) / 2, y / 2], map.getZoom() + by);
  };
  map.zoomIn = (by) => about(by ?? map.options.zoomDelta);
  map.zoomOut = (by) => about(-(by ?? map.options.zoomDelta));
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
  const rivers = new Set(of("water").filter(({ geometry }) => geometry.type.endsWith("LineString")).map(({ properties }) => properties.n));
  for (const { properties, geometry } of of("water")) {
    if (properties.n && geometry.type.endsWith("LineString")) found.add(properties.n, "water", { lines: lines(geometry) });
    else if (properties.n && !rivers.has(properties.n)) found.add(properties.n, "water", { at: swapped(properties.at) });
  }
  for (const { properties } of of("park")) {
    if (properties.n) found.add(properties.n, "park", { at: swapped(properties.at) });
  }
  for (const { properties, geometry } of of("place")) found.add(properties.n, properties.c, { at: swapped(geometry.coordinates) });
  for (const { properties, geometry } of of("neighbour")) found.add(properties.n, "neighbour", { at: swapped(geometry.coordinates) });
  for (const { properties, geometry } of of("part")) {
    if (properties.named) found.add(properties.n, "village", { at: swapped(geometry.coordinates), below: properties.r + 13 });
  }
  for (const { properties, geometry } of of("spot")) found.add(properties.n, "spot", { at: swapped(geometry.coordinates), turned: properties.a });
}

function draw(map, data, { label, figures }) {
  const of = (kind) => data.features.filter(({ properties }) => properties.k === kind);
  const share = covered() ? 1 : PHONE;
  const region = document.getElementById("chosen");
  new Paper(map).draw(of, data.sea);
  const points = new MapPoints(map, share, (chosen) => tellPoint(region, chosen));
  const parts = new Parts(map, label, share, (chosen) => tellPart(region, chosen, figures));
  parts.hasPoints = of("point").length > 0;
  points.add(of("point"));
  parts.add(of("part"));
  const labels = new Names(map, () => [...parts.discs(), ...points.discs()]);
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
    zoomAboutTheSeen(map);
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
