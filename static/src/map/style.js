// How the background is drawn, as look.md has it. The static map's twin of these numbers is crimemap/maps/styles.py.

export const PAPER = "#FAF7F0";
export const WATER = "#CFE1E6";
export const SHORE = "#6F9AA6";
export const SPRUCE = "#17403A";
export const FILLS = { built: "#F0EADC", wood: "#CBDBB8", park: "#DCE7CB" };
export const FAINT = "#DDD3BF";
export const NEIGHBOUR = "#8C9A8E";
export const NEIGHBOUR_OVER = "#6F7C72";
export const RAIL = "#5A5F60";
export const SERIES = "#12436D";
export const INK = "#1B2426";
export const FOCUS = "#FFD45C";

// Classes 1 to 5 of a map of rates. Twin of crimemap/maps/rates.py.
export const RAMP = ["#E6EFE6", "#B4D4C6", "#6FAEA8", "#2F7F89", "#0F4A60"];

// In drawing order. metres: on the ground; least and most: pixels.
export const ROADS = {
  street: { fill: "#FFFFFF", casing: "#D9CFBA", metres: 15, least: 1, most: 9 },
  second: { fill: "#FBF0CC", casing: "#B9A77F", metres: 29, least: 2, most: 14 },
  main: { fill: "#F3D58E", casing: "#A98A45", metres: 34, least: 2.6, most: 17 },
};

// Pixels a metre from which streets are told apart.
export const STREETS_FROM = 0.045;

// The zoom from which map points stand for the circles.
export const POINTS_FROM = 16;

// The size of circles on a small map against a full one: crimemap/maps/backdrop.py has the same for its pictures.
export const PHONE = 0.66;

export const clamp = (value, least, most) => Math.min(Math.max(value, least), most);

/** Pixels on the screen for a metre on the ground, where the map is now. */
export function pixelsAMetre(map) {
  const latitude = (map.getCenter().lat * Math.PI) / 180;
  return (256 * 2 ** map.getZoom()) / (40075016.7 * Math.cos(latitude));
}
