"""Leaflets and decks as PDF, against typst setting the same sentences as plain paragraphs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

import typst

from crimemap import brief, leaflets
from crimemap.alphabet import FOLDER
from crimemap.deck import Deck, Slide, deck_of
from crimemap.leaflets import Leaflet
from crimemap.leaflets.slides import deck_pdf
from crimemap.release import Area, Release
from tests.load.drawing import busy, forget
from tests.load.figures import sample
from tests.load.lines import Aim, Line
from tests.load.material import Material
from tests.load.measuring import child, in_turns, spent
from tests.small_meetings import gathering

NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=ZoneInfo("Europe/London"))
MANY = 60

_PAPER = '#set page("a5")\n#set text(font: "Hanken Grotesk", fallback: false, lang: "en")\n'


def measure(material: Material) -> Iterator[Line]:
    """Processor milliseconds, from the figures of an area to the bytes; then the memory of a worker that sets many."""
    release, rounds = material.release, 2 if material.quick else 5
    area, _many = busy(release)
    note = f"{area.kind.value}, two sides of A5, its map as vectors, tagged (PDF/UA-1); the reference has neither"
    ours, plain = _measured(
        rounds, lambda: _leaflet(release, area), list(leaflet_of(release, area).sentences())
    )
    yield Line("print", "a leaflet, from figures to PDF", ours, "ms cpu", plain, Aim(1000, of="ours"), note)
    deck = _deck(release, area)
    note = f"{len(deck.slides)} slides with map and charts, and their tables after them"
    ours, plain = _measured(rounds, lambda: deck_pdf(_deck(release, area)), list(_said(deck)))
    yield Line("print", "a deck, from figures to PDF", ours, "ms cpu", plain, Aim(2000, of="ours"), note)
    codes = [one.code for one in sample(release, 6 if material.quick else 20)]
    told = child("leaflets", releases=material.data / "releases", codes=codes, many=MANY)
    note = f"to {told['mb']:.0f} MB; {told['each']:.0f} ms cpu each, of {len(codes)} areas in turns"
    yield Line("print", f"memory of a worker that set {MANY} leaflets: grown by", told["grown"], "MB", None,
               Aim(80, of="ours"), note)  # fmt: skip


def leaflet_of(release: Release, area: Area) -> Leaflet:
    """The usual leaflet of an area, without anything written."""
    told = brief.brief_of(release, area, None, now=NOW)
    return leaflets.leaflet_of(told, now=NOW, site="https://crime.example")


def _leaflet(release: Release, area: Area) -> bytes:
    return leaflets.pdf(leaflet_of(release, area))


def _deck(release: Release, area: Area) -> Deck:
    told = brief.brief_of(release, area, None, now=NOW)
    return deck_of(told, replace(gathering(), areas=(area.code,)), NOW)


def _said(deck: Deck) -> Iterator[str]:
    for slide in deck.slides:
        yield slide.heading
        yield from (str(line.said) for group in slide.groups for line in group.lines)
        yield from _cells(slide)


def _cells(slide: Slide) -> Iterator[str]:
    if slide.table is not None:
        yield from (", ".join(row) for row in (slide.table.heads, *slide.table.rows))


def _measured(rounds: int, make: Callable[[], bytes], sentences: list[str]) -> tuple[float, float]:
    """Ours and the plain text, in turns, after each was made once: a worker keeps its fonts."""
    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    compiler = typst.Compiler(font_paths=faces)

    def ours() -> float:
        forget()
        with spent() as took:
            make()
        return 1000 * took.cpu

    def reference() -> float:
        text = _PAPER + "\n\n".join(f"#text({_quoted(each)})" for each in sentences)
        with spent() as took:
            compiler.compile(input=text.encode(), format="pdf", timestamp=0)
        return 1000 * took.cpu

    ours(), reference()
    return in_turns(rounds, ours, reference).medians


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
