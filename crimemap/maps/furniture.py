"""What stands on every static map whatever it shows: scale bar, source and licence, the stamp of an invented place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from crimemap.language import gettext
from crimemap.maps import texts
from crimemap.maps.frame import Frame
from crimemap.maps.labels import text_width
from crimemap.maps.paths import number, tag
from crimemap.maps.styles import INK, PAPER


def furniture(sources: Sequence[str], frame: Frame, *, invented: bool, narrow: bool) -> Iterator[str]:
    """Scale bar, source and licence, and the stamp of an invented place."""
    together = " ".join(sources)
    fits = not narrow and text_width(together, 12) < frame.width - 290
    lines = [together] if fits else list(sources)
    if narrow:
        lines = [part for line in lines for part in wrapped(line, 11.5, frame.width - 32)]
    yield scale_bar(
        frame, 16, frame.height - (14 + 15 * len(lines) if narrow else 18), 110 if narrow else 150
    )
    for index, line in enumerate(reversed(lines)):
        at = {"x": 16.0, "text_anchor": "start"} if narrow else {"x": frame.width - 14, "text_anchor": "end"}
        yield plain(
            line, y=frame.height - (8 if narrow else 14) - 15 * index, size=11.5 if narrow else 12, **at
        )
    if invented:
        yield _stamp(frame)


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Lines that fit: a licence that runs off the sheet is not given."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def scale_bar(frame: Frame, x: float, y: float, longest: float) -> str:
    """A round number of metres, as long as it is on this sheet, its words beside it."""
    metres, length = frame.bar(longest)
    ticks = f"M{number(x)} {number(y - 4)}v4h{number(length)}v-4"
    halo = tag("path", d=ticks, fill="none", stroke=PAPER, stroke_width=5)
    bar = tag("path", d=ticks, fill="none", stroke=INK, stroke_width=2)
    return halo + bar + plain(texts.distance(metres), x=x + length + 7, y=y + 3, size=13, text_anchor="start")


def plain(text: str, *, size: float, **at: object) -> str:
    """A line of ink on a halo of paper."""
    halo = {"stroke": PAPER, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}
    return tag("text", escape(text), **at, font_size=number(size), fill=INK, **halo)


def _stamp(frame: Frame) -> str:
    """The same words everywhere, as a white stamp outlined in ink."""
    text = gettext("Invented / Dychmygol")
    wide = text_width(text, 13) + 22
    box = tag(
        "rect",
        x=frame.width - 11 - wide,
        y=10.0,
        width=wide,
        height=23,
        fill="#fff",
        stroke=INK,
        stroke_width="1.5",
    )
    at = {"x": frame.width - 11 - wide / 2, "y": 26.0}
    return box + tag(
        "text", escape(text), **at, text_anchor="middle", font_size=13, font_weight=700, fill=INK
    )
