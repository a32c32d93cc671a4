// Names on the map of a slide once it is zoomed: each beside the circle of its part, as large as the letters, and only
// where it lies whole on the sheet and on nothing else. Whole, the map has letters alone: the table has the names.

const SIZE = 33; // as the letters (crimemap/maps/slide.py)
const LINE = 36;
const GAP = 7;
const CLEAR = 12; // of every other circle: a name between two would be either's
const EDGE = 8;
const FOOT = 64; // the scale bar and the licence line
const LONG = 0.42; // of the sheet's width: from there on in two lines

/** `stops`: the circles' groups; `box` gives an element's place on the sheet. Returns what sets the names anew. */
export function namesOf(svg, stops, box) {
  const { width, height } = svg.viewBox.baseVal;
  const group = svg.querySelector(".cm-slidemap__world").parentNode.appendChild(made("g", "cm-slidemap__names"));
  group.setAttribute("aria-hidden", "true");
  group.style.display = "none";
  const names = stops.map((stop) => group.appendChild(written(stop.dataset.name)));

  return (isZoomed) => {
    group.style.display = isZoomed ? "" : "none";
    const letters = stops.map((stop) => stop.querySelector("text"));
    for (const letter of letters) letter?.removeAttribute("visibility");
    if (!isZoomed) return;
    const marks = stops.map((stop) => [...stop.querySelectorAll("circle, rect, text")].map(box));
    letters.forEach((letter) => letter && isCut(box(letter)) && letter.setAttribute("visibility", "hidden"));
    const taken = marks.flat();
    const nearest = stops.map((_stop, index) => index).sort((a, b) => off(marks[a]) - off(marks[b]));
    for (const index of nearest) {
      const others = taken.filter((each) => !marks[index].includes(each));
      const place = free(names[index], around(marks[index]), others);
      names[index].setAttribute("visibility", place ? "visible" : "hidden"); // none without a box has a length
      if (!place) continue;
      taken.push(place);
      names[index].setAttribute("transform", `translate(${place.left.toFixed(1)} ${place.top.toFixed(1)})`);
    }
  };

  /** How far from the middle: what everybody looks at has its name first. */
  function off(boxes) {
    const all = around(boxes);
    return Math.hypot((all.left + all.right - width) / 2, (all.top + all.bottom - height) / 2);
  }

  function isCut({ left, top, right, bottom }) {
    return left < 0 || top < 0 || right > width || bottom > height;
  }

  /** The first place beside `mark` that is clear of all `others`; none where the circle is out of sight. */
  function free(name, mark, others) {
    if (mark.right < 0 || mark.left > width || mark.bottom < 0 || mark.top > height) return undefined;
    const wide = Math.max(...[...name.children].map((line) => line.getComputedTextLength()));
    const high = LINE * name.children.length;
    if (!wide) return undefined;
    const middle = Math.min(Math.max((mark.left + mark.right - wide) / 2, EDGE), width - EDGE - wide);
    const beside = (mark.top + mark.bottom - high) / 2;
    return [
      [mark.right + GAP, beside],
      [mark.left - GAP - wide, beside],
      [middle, mark.bottom + GAP],
      [middle, mark.top - GAP - high],
    ]
      .map(([left, top]) => ({ left, top, right: left + wide, bottom: top + high }))
      .find((place) => isOnSheet(place) && !others.some((other) => meet(place, other)));
  }

  function isOnSheet({ left, top, right, bottom }) {
    return left >= EDGE && right <= width - EDGE && top >= EDGE && bottom <= height - FOOT;
  }

  function written(name) {
    const text = made("text", "cm-slidemap__name");
    text.setAttribute("font-size", SIZE);
    for (const [number, line] of lines(name, (width * LONG) / (SIZE * 0.5)).entries()) {
      const span = text.appendChild(made("tspan"));
      span.setAttribute("x", 0);
      span.setAttribute("y", LINE * number + SIZE * 0.82);
      span.textContent = line;
    }
    return text;
  }
}

/** In one line, or in two that are as equal as they can be. */
function lines(name, most) {
  const words = name.split(" ");
  if (name.length <= most || words.length < 2) return [name];
  const splits = words.slice(1).map((_word, at) => [words.slice(0, at + 1).join(" "), words.slice(at + 1).join(" ")]);
  const longest = (pair) => Math.max(...pair.map((line) => line.length));
  return splits.reduce((best, pair) => (longest(pair) < longest(best) ? pair : best));
}

function around(boxes) {
  return {
    left: Math.min(...boxes.map((each) => each.left)),
    top: Math.min(...boxes.map((each) => each.top)),
    right: Math.max(...boxes.map((each) => each.right)),
    bottom: Math.max(...boxes.map((each) => each.bottom)),
  };
}

function meet(one, other) {
  return (
    one.left < other.right + CLEAR &&
    other.left < one.right + CLEAR &&
    one.top < other.bottom + CLEAR &&
    other.top < one.bottom + CLEAR
  );
}

function made(tag, css = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  if (css) element.setAttribute("class", css);
  return element;
}
