"""The deck of a meeting as a PDF, for the laptop that opens nothing else: the slides, then their figures as tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, Final

from crimemap.deck import Bars, Deck, Group, Line, Picture, Slide
from crimemap.language import gettext as _
from crimemap.language import ngettext
from crimemap.leaflets.typesetting import segments, typeset

_LETTER: Final = 6.5
_BOLD: Final = 7.8
_MARGINS: Final = 11.0
_WIDEST: Final = 100.0
"""Points of a letter, round a cell, and of the widest column of numbers in the tables (13 pt)."""

_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title>|aria-label=\"([^\"]*)\"", re.DOTALL)
_DESCRIBED: Final = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)
_BOX: Final = re.compile(r'viewBox="([-\d.]+) ([-\d.]+) ([\d.]+) ([\d.]+)"')

_WRITTEN: Final = re.compile(r'<text[^>]* y="([-\d.]+)"')
_ASCENT: Final = 16.0
_DESCENT: Final = 6.0
"""Of a chart's letters, above and below the line that they stand on."""

_CHART: Final = """<style>
.cm-ink,.cm-ink2,.cm-strong{fill:#1B2426;font-family:"Hanken Grotesk";font-size:16px}
.cm-ink2{fill:#4B5759}.cm-strong{font-weight:600}
.cm-bar{fill:#12436D}.cm-bar--before{fill:#7890A3}
.cm-bar--partial{fill:#fff;stroke:#12436D;stroke-width:1.5;stroke-dasharray:3 2}
.cm-bar--missing{stroke:#6B6255;stroke-width:1}
.cm-bar--band{fill-opacity:.45;stroke:none}
.cm-tick{stroke:#1B2426;stroke-width:2}.cm-grid{stroke:#D9D2C2}.cm-axis{stroke:#4B5759}
.cm-break{stroke:#1B2426;stroke-width:1.5;stroke-dasharray:1.5 3}
</style>"""
"""What the page's sheet says of a chart (styles/_charts.scss): a picture on paper carries it itself."""


def deck_pdf(deck: Deck) -> bytes:
    """The PDF: one page a slide, more where it holds more; PDF/UA-1, the same bytes for the same deck."""
    pictures: dict[str, bytes] = {}
    slides = [_slide(slide, place, deck, pictures) for place, slide in enumerate(deck.slides, 1)]
    said = {
        "foot": deck.foot,
        "invented": _("Invented / Dychmygol") if deck.invented else "",
        "slides": slides,
        "handout": _("More of these slides"),
        "write": _write(deck),
        "after": [after for slide in deck.slides if (after := _after(slide))],
    }
    return typeset("deck", said, pictures, title=deck.title)


def _write(deck: Deck) -> dict[str, object]:
    """The last page: three lines to write on, as the last slide of the wall has them."""
    count = len(deck.slides) + 1
    return {
        "place": _("%(number)s of %(count)s", number=count, count=count),
        "part": _("Write it down"),
        "source": "",
        "lead": _("Before anybody leaves, say each decision aloud: what, who and by when."),
        "heads": [_("What"), _("Who"), _("By when")],
    }


def _slide(slide: Slide, place: int, deck: Deck, pictures: dict[str, bytes]) -> dict[str, Any]:
    if slide.map is not None:
        pictures["map"] = slide.map.svg.encode()
    elif slide.picture is not None:
        pictures[slide.name] = standing_alone(slide.picture).encode()
    return {
        "place": _("%(number)s of %(count)s", number=place, count=len(deck.slides) + 1),
        "part": slide.part,
        "heading": slide.heading,
        "heading_lang": slide.heading_lang or "",
        "lead": segments(slide.lead),
        "groups": [_group(each, each.lines[: each.wall]) for each in slide.groups if each.wall],
        "bars": _bars(slide.bars) if slide.bars is not None else None,
        "map": "map" if slide.map is not None else "",
        "picture": slide.name if slide.picture is not None and slide.map is None else "",
        "alt": _alt(slide),
        "reading": list(slide.picture.reading) if slide.picture is not None else [],
        "left_out": _("After the slides: %(what)s.", what="; ".join(slide.left_out))
        if slide.left_out
        else "",
        "notes": [segments(note) for note in slide.notes],
        "source": slide.source,
        "empty": segments(slide.empty),
    }


def _after(slide: Slide) -> dict[str, object] | None:
    """What of a slide stands after all of them: its table, what is said on paper alone, lists longer than a wall."""
    longer = [group for group in slide.groups if group.rest or any(line.paper for line in group.lines)]
    if slide.table is None and not slide.more and not longer:
        return None
    return {
        "title": slide.heading,
        "source": slide.source,
        "more": [segments(each) for each in slide.more],
        "groups": [_group(group, group.lines, paper=True) for group in longer],
        "table": _table(slide),
    }


def _group(group: Group, lines: Sequence[Line], *, paper: bool = False) -> dict[str, object]:
    rest = len(group.lines) - len(lines)
    return {
        "shape": group.shape.value,
        "title": group.title,
        "tells": "" if paper else group.tells,
        "lines": [_line(line, paper=paper) for line in lines],
        "rest": ngettext("%(num)s more after the slides.", "%(num)s more after the slides.", rest)
        if rest
        else "",
    }


def _line(line: Line, *, paper: bool) -> dict[str, object]:
    return {
        "key": line.key,
        "said": segments(line.said),
        "note": segments(line.short if line.short and not paper else line.note),
        "paper": segments(line.paper) if paper else [],
        "mark": line.mark.value,
        "word": line.mark.word,
        "lang": line.lang or "",
    }


def _bars(bars: Bars) -> Mapping[str, object]:
    rows = [
        {
            "label": row.label,
            "now": row.now,
            "before": row.before,
            "length": row.length,
            "tick": row.tick,
            "dashed": row.dashed,
            "sure": list(row.sure) if row.sure is not None else None,
        }
        for row in bars.rows
    ]
    return {"rows": rows, "reading": list(bars.reading)}


def _table(slide: Slide) -> Mapping[str, object] | None:
    table = slide.table
    if table is None:
        return None
    words = table.named + 1
    numbers = zip(*(row[words:] for row in (*table.rows, table.total) if row), strict=True)
    return {
        "heads": list(table.heads),
        "rows": [list(row) for row in table.rows],
        "total": list(table.total),
        "words": words,
        "widths": [_width(head, cells) for head, cells in zip(table.heads[words:], numbers, strict=True)],
    }


def _width(head: str, cells: Sequence[str]) -> float:
    """Points that a column of numbers takes: its heading may be broken between words, its cells may not."""
    wide = max(_BOLD * max(map(len, head.split(" "))), _LETTER * max(map(len, cells)))
    return min(wide + _MARGINS, _WIDEST)


def _alt(slide: Slide) -> str:
    """The picture in words: a reader of the PDF hears them in its place."""
    if slide.map is not None:
        return f"{slide.map.title}. {slide.map.described}"
    if slide.picture is None:
        return ""
    title, described = _TITLE.search(slide.picture.wide), _DESCRIBED.search(slide.picture.wide)
    told = [next(filter(None, title.groups()), "") if title else "", described[1] if described else ""]
    return unescape(". ".join(each for each in told if each)) or slide.heading


def standing_alone(picture: Picture) -> str:
    """A drawing of a page as a file of its own: with its namespace, its size, its patterns and what styles it.

    In a page what is written above and below a chart may stand outside its box; a file would cut it off.
    """
    drawn = str(picture.wide)
    box = _BOX.search(drawn)
    if box is None:
        raise ValueError("a picture of a slide has no viewBox")
    left, top, wide, high = map(float, box.groups())
    heights = [float(y) for y in _WRITTEN.findall(drawn)]
    above = min([top, *(y - _ASCENT for y in heights)])
    below = max([top + high, *(y + _DESCENT for y in heights)])
    shown = (
        f'viewBox="{left:g} {above:g} {wide:g} {below - above:g}" width="{wide:g}" height="{below - above:g}"'
    )
    opened, _end, rest = drawn.replace(box[0], shown, 1).partition(">")
    patterns = re.sub(r"</?svg[^>]*>", "", str(picture.defs))
    file = ' xmlns="http://www.w3.org/2000/svg" font-family="Hanken Grotesk"'
    return f"{opened}{file}>{_CHART}{patterns}{rest}"
