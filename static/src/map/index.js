// The interactive map: takes folium's map, fetches the ground and the figures on it, draws them, and then steps in
// for the static picture. If anything fails the picture stays.

import { MapPoints } from "./points.js";
import { Names } from "./names.js";
import { Paper } from "./paper.js";
import { Parts } from "./parts.js";
import { Shading } from "./shading.js";
import { PHONE } from "./style.js";
import { spoken, tellPart, tellPoint } from "./panel.js";

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
    .fullscreen({ position: "bottomright", title: words.fullscreen, titleCancel: words.leave, fullscreenElement: document.querySelector(".cm-fullmap") })
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
  for (const { properties, geometry } of of("inner")) found.add(properties.n, "inner", { at: swapped(geometry.coordinates), round: true });
  for (const { properties, geometry } of of("spot")) found.add(properties.n, "spot", { at: swapped(geometry.coordinates), turned: properties.a });
}

/** Shows a part or a point in the panel, and says it once in the live region. */
function teller(figures) {
  const region = document.getElementById("chosen");
  const said = document.getElementById("said");
  const say = (text) => {
    said.textContent = text;
  };
  const tell = (properties) => {
    if (properties.k === "point") tellPoint(region, properties);
    else tellPart(region, properties, figures);
    say(spoken(properties));
  };
  return { tell, say };
}

function drawCircles(map, of, label, means) {
  const share = covered() ? 1 : PHONE;
  const points = new MapPoints(map, share, means.tell);
  const parts = new Parts(map, label, share, { ...means, points });
  parts.hasPoints = of("point").length > 0;
  points.add(of("point"));
  parts.add(of("part"));
  return () => [...parts.discs(), ...points.discs()];
}

function drawShades(map, of, label, means) {
  const shading = new Shading(map, label, means);
  shading.add(of("rate"), of("shape"));
  return () => shading.discs();
}

function draw(map, data, { label, figures }, words) {
  const kinds = {};
  for (const feature of data.features) (kinds[feature.properties.k] ??= []).push(feature);
  const of = (kind) => kinds[kind] ?? [];
  const means = { ...teller(figures), words };
  const shaded = of("shape").length > 0;
  const paper = new Paper(map);
  if (shaded) paper.under(of, data.sea);
  else paper.draw(of, data.sea);
  const taken = (shaded ? drawShades : drawCircles)(map, of, label, means);
  if (shaded) paper.over(of);
  const labels = new Names(map, taken);
  names(labels, of);
  labels.place();
}

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function show(map, words) {
  const holder = map.getContainer();
  const still = holder.parentElement.querySelector(".cm-fullmap__still");
  try {
    const [ground, figures] = await Promise.all([json(holder.dataset.ground), json(holder.dataset.source)]);
    const data = { sea: ground.sea, features: [...ground.features, ...figures.features] };
    await document.fonts.ready;
    controls(map, words);
    zoomAboutTheSeen(map);
    const [west, south, east, north] = holder.dataset.bounds.split(",").map(Number);
    fit(map, [[south, west], [north, east]]);
    draw(map, data, holder.dataset, words);
    holder.classList.add("cm-ready");
    performance.mark("map-drawn");
    still.remove();
  } catch (fault) {
    holder.remove();
    console.error(fault);
  }
}

// Before the map is made: Leaflet reads it once.
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
if (calm) L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });

window.crimemap = { show };
