// One tab stop for a whole map: a list that the arrow keys go through in the table's order. Each part that they reach
// is said in a live region and shown in the panel. Tab and Escape leave at once.

const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const PART = { PageDown: 1, PageUp: -1 };

export class Stops {
  /** `tell` shows a part's properties and says them; `points` are the map points close in, if there are any. */
  constructor(map, label, { tell, say, words, points }) {
    Object.assign(this, { map, tell, say, words, points });
    this.items = [];
    this.active = -1;
    this.list = map.createPane("parts");
    this.list.classList.add("cm-parts");
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("tabindex", "0");
    this.list.setAttribute("aria-label", label);
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("focus", () => this.list.matches(":focus-visible") && this.activate(Math.max(this.active, 0)));
    this.list.addEventListener("blur", () => this.mark());
    this.list.addEventListener("click", (event) => this.click(event));
    this.list.addEventListener("dblclick", (event) => event.stopPropagation());
    map.on("zoomend", () => this.level());
  }

  /** An option of the list; its name is that of the part, what is known of it is said when it is reached. */
  option(node, index, name) {
    node.id = `part-${index}`;
    node.setAttribute("role", "option");
    node.setAttribute("aria-selected", "false");
    node.setAttribute("aria-label", name);
  }

  click(event) {
    const index = this.items.findIndex(({ node }) => node.contains(event.target));
    if (index >= 0) this.activate(index);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const last = this.items.length - 1;
    if (key in NEXT && this.points?.close()) this.point(NEXT[key]);
    else if (key in NEXT) this.activate((this.active + NEXT[key] + last + 1) % (last + 1));
    else if (key in PART) this.activate(Math.min(Math.max(this.active + PART[key], 0), last));
    else if (key === "Home") this.activate(0);
    else if (key === "End") this.activate(last);
    else if (key === "Enter") this.open();
    else if (key === " ") this.activate(this.active);
    else if (key === "+" || key === "=") this.zoom(1);
    else if (key === "-") this.zoom(-1);
    else if (key === "Escape") this.leave();
    else return;
    event.preventDefault();
  }

  /** Zooms about the active part, so that it stays where it is on the screen. */
  zoom(by) {
    const item = this.items[this.active];
    if (item) this.map.setZoomAround(item.latlng, this.map.getZoom() + by);
  }

  /** Says what the arrow keys do now, where a zoom has changed it. */
  level() {
    const close = Boolean(this.points?.close());
    if (close !== this.wasClose && document.activeElement === this.list) this.say(close ? this.words.near : this.words.far);
    this.wasClose = close;
  }

  activate(index) {
    const item = this.items[index];
    if (!item) return;
    this.active = index;
    this.points?.forget();
    this.list.setAttribute("aria-activedescendant", item.node.id);
    this.items.forEach(({ node }, each) => node.setAttribute("aria-selected", String(each === index)));
    this.mark();
    if (!this.seen().contains(this.map.latLngToContainerPoint(item.latlng))) this.map.panTo(item.latlng);
    this.tell(item.properties);
  }

  /** What is seen of the map: not what lies under the panel. */
  seen() {
    const panel = document.querySelector(".cm-fullmap__panel");
    const over = getComputedStyle(panel).position === "absolute" ? panel.getBoundingClientRect().right : 0;
    return L.bounds([over, 0], this.map.getSize());
  }

  /** The next map point of the active part. */
  point(step) {
    const found = this.points.step(step, this.active, this.seen());
    if (found) this.tell(found);
    else this.say(this.words.none);
  }

  mark() {
    const focused = document.activeElement === this.list;
    this.items.forEach(({ node }, index) => node.classList.toggle("cm-part--active", focused && index === this.active));
  }

  open() {
    const item = this.items[this.active];
    if (item) location.assign(item.properties.u ?? item.properties.url);
  }

  leave() {
    document.getElementById("panel").focus();
  }
}
