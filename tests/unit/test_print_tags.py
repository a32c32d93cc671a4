"""What a screen reader finds on paper: headings in order, lists that are lists, sentences that do not run together."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from crimemap import brief, language
from crimemap.deck import deck_of
from crimemap.editorial.database import Bilingual
from crimemap.leaflets import Choice, Size, handouts, leaflet_of, pdf, slides, usual
from crimemap.terms import AreaKind
from tests.printed import opened, read_aloud, together
from tests.small_meetings import NOW, gathering

SITE = "https://tambervale.example"
NEWSROOM = f"{SITE}/newsroom/meetings/meetingabc/decide"
PAPERS = ("a5", "a4", "a3", "large", "deck", "decisions")


@pytest.fixture(scope="module")
def papers(small) -> dict[str, bytes]:
    """Every paper of one area and of its meeting."""
    area = next(each for each in small.areas(AreaKind.NEIGHBOURHOOD) if each.name == "Larkwith")
    with language.using("en"):
        told = brief.brief_of(small, area, None)
        deck = deck_of(told, gathering(areas=(area.code,), email="team@tambervale.example"), NOW)
        choices: dict[str, Choice] = {size.value: usual(size) for size in Size}
        choices["large"] = usual(large=True)
        made = {name: pdf(leaflet_of(told, choice, now=NOW, site=SITE)) for name, choice in choices.items()}
        return {
            **made,
            "deck": slides.deck_pdf(deck),
            "decisions": handouts.decision_form(deck, NEWSROOM),
        }


def elements(made: bytes) -> Iterator[tuple[str, Any, list[str]]]:
    """Of the structure tree in reading order: kind, the element, and the kinds of those in it."""
    waiting = [opened(made).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        each = waiting.pop()
        inside = [kid for kid in _kids(each) if "/S" in kid]
        if "/S" in each:
            yield str(each["/S"]), each, [str(kid["/S"]) for kid in inside]
        waiting += reversed(inside)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    found = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
    return [kid for kid in found if isinstance(kid, dict)]


@pytest.mark.parametrize("paper", PAPERS)
def test_headings_begin_at_the_first_and_leave_out_no_level(papers, paper):
    levels = [
        int(kind[2:]) for kind, *_ in elements(papers[paper]) if kind[:2] == "/H" and kind[2:].isdigit()
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in itertools.pairwise(levels))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_list_has_items_of_a_label_and_a_body_and_every_table_rows_as_wide_as_its_heads(papers, paper):
    for kind, element, inside in elements(papers[paper]):
        if kind == "/L":
            assert set(inside) == {"/LI"}
        if kind == "/LI":
            assert inside == ["/Lbl", "/LBody"]
        if kind == "/Table":
            rows = [row for part in _kids(element) for row in _kids(part)]
            assert len({len(_kids(row)) for row in rows}) == 1
            assert {str(cell["/S"]) for cell in _kids(rows[0])} == {"/TH"}
            assert all(_scope(cell) == "/Column" for cell in _kids(rows[0]))


def _scope(cell: Any) -> str:
    attributes = cell["/A"].get_object()
    found = attributes if isinstance(attributes, list) else [attributes]
    return next((str(each.get_object()["/Scope"]) for each in found if "/Scope" in each.get_object()), "")


@pytest.mark.parametrize("paper", PAPERS)
def test_every_picture_is_told_and_every_link_says_where_it_leads(papers, paper):
    assert all(
        len(str(each.get("/Alt", ""))) > 20 for kind, each, _ in elements(papers[paper]) if kind == "/Figure"
    )
    links = [note.get_object() for page in opened(papers[paper]).pages for note in page.get("/Annots", [])]
    assert all(str(each.get("/Contents", "")) for each in links if each["/Subtype"] == "/Link")
    assert all(page["/Tabs"] == "/S" for page in opened(papers[paper]).pages if "/Annots" in page)


def test_whose_figures_a_slide_shows_is_read_aloud_and_its_number_is_not(papers):
    """The foot of a page is furniture: what must be known does not stand in it alone."""
    pages = read_aloud(papers["deck"])
    shown = sum("not accredited" in page.extract_text() for page in opened(papers["deck"]).pages)
    assert sum("Official statistics, not accredited" in page for page in pages) == shown > 2
    assert not any("1 of " in page.partition("\n")[0] for page in pages)


def test_where_the_form_is_typed_in_is_read_aloud_once(papers):
    assert [NEWSROOM in together(page) for page in read_aloud(papers["decisions"])] == [True, False, False]


def test_letters_of_a_map_bars_and_agendas_are_lists(papers):
    kinds = [kind for kind, *_ in elements(papers["deck"])]
    assert kinds.count("/L") >= 6
    assert kinds.count("/LI") >= 20
    assert kinds.count("/H3") >= 2
    assert [kind for kind, *_ in elements(papers["large"])].count("/L") >= 1


@pytest.mark.parametrize("paper", ["a5", "a4", "a3", "large"])
def test_every_line_of_the_small_print_is_a_paragraph(papers, paper):
    kinds = [kind for kind, *_ in elements(papers[paper])]
    last = len(kinds) - kinds[::-1].index("/Link")
    assert kinds[last:].count("/P") >= 2


def test_addresses_in_a_deck_and_on_the_form_can_be_followed(papers):
    def leads(made):
        notes = [note.get_object() for page in opened(made).pages for note in page.get("/Annots", [])]
        return {str(each["/A"]["/URI"]) for each in notes if "/A" in each}

    assert NEWSROOM in leads(papers["decisions"])
    assert "mailto:team@tambervale.example" in leads(papers["deck"])


def test_a_long_title_takes_no_row_of_the_form_to_a_page_of_its_own(small):
    """120 letters, the most that a title has; eight decisions fit the first two pages of three."""
    area = next(each for each in small.areas(AreaKind.NEIGHBOURHOOD) if each.name == "Larkwith")
    titled = gathering(
        areas=(area.code,), title=Bilingual("Neighbourhood meeting of " + "Saint Mary " * 8, "")
    )
    form = handouts.decision_form(deck_of(brief.brief_of(small, area, None), titled, NOW), NEWSROOM)
    assert len(opened(form).pages) == 3


def test_a_slide_of_many_words_stays_on_its_page(small, papers):
    """Its letters give way, as far as 28 of the wall's pixels."""
    area = next(each for each in small.areas(AreaKind.NEIGHBOURHOOD) if each.name == "Larkwith")
    deck = deck_of(brief.brief_of(small, area, None), gathering(areas=(area.code,)), NOW)
    starts = [page.extract_text().split(" of ")[0] for page in opened(papers["deck"]).pages]
    assert [each for each in starts if each.isdigit()] == [str(n + 1) for n in range(len(deck.slides) + 1)]
