"""The papers of a meeting: the deck as a PDF that says what the slides say, and the form to write decisions on."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from crimemap import brief, language
from crimemap.deck import Deck, deck_of
from crimemap.editorial.database import Bilingual
from crimemap.leaflets import handouts, slides
from crimemap.release import Release
from crimemap.terms import AreaKind
from tests.small_meetings import NOW, gathering

NEWSROOM = "https://example.org/newsroom/meetings/meetingabc/decide"


@pytest.fixture(scope="module")
def deck(small: Release) -> Deck:
    area = next(each for each in small.areas(AreaKind.NEIGHBOURHOOD) if each.name == "Larkwith")
    return deck_of(brief.brief_of(small, area, None), gathering(areas=(area.code,)), NOW)


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    return " ".join(re.sub(r"\s+", " ", page.extract_text()) for page in read(pdf).pages)


@pytest.fixture(scope="module")
def printed(deck: Deck) -> bytes:
    return slides.deck_pdf(deck)


def test_the_pdf_has_a_page_for_every_slide_in_their_order_with_its_heading(deck, printed):
    pages = [re.sub(r"\s+", " ", page.extract_text()) for page in read(printed).pages]
    places = [
        next(n for n, text in enumerate(pages) if text.startswith(f"{place} of {len(deck.slides) + 1} "))
        for place in range(1, len(deck.slides) + 1)
    ]
    assert places == sorted(set(places))
    for page, slide in zip(places, deck.slides, strict=True):
        assert slide.part in pages[page]
        assert slide.heading in pages[page]


def test_the_last_slide_of_the_pdf_is_the_one_to_write_on(deck, printed):
    count = len(deck.slides) + 1
    pages = [re.sub(r"\s+", " ", page.extract_text()) for page in read(printed).pages]
    last = next(text for text in pages if text.startswith(f"{count} of {count} "))
    assert "Write it down" in last
    for head in ("What", "Who", "By when"):
        assert head in last


def test_the_pdf_says_every_sentence_and_every_figure_of_the_slides(deck, printed):
    text = words(printed).replace(" ", "")
    said = [str(line.said) for slide in deck.slides for group in slide.groups for line in group.lines]
    said += [
        str(each) for slide in deck.slides for each in (slide.lead, slide.empty, *slide.notes, *slide.more)
    ]
    said += [
        cell
        for slide in deck.slides
        if slide.table
        for row in (*slide.table.rows, slide.table.total)
        for cell in row
    ]
    assert len(said) > 50
    for each in said:
        assert each.replace(" ", "") in text


def test_the_pdf_is_tagged_and_titled_and_its_pictures_are_told(deck, printed):
    document = read(printed)
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert document.metadata.title == deck.title
    told = _alternatives(document)
    assert len(told) == sum(slide.map is not None or slide.picture is not None for slide in deck.slides)
    assert f"{deck['map'].map.title}. {deck['map'].map.described}" in told
    assert all(len(each) > 20 for each in told)


def _alternatives(document: pypdf.PdfReader) -> list[str]:
    """What is said in the place of each picture."""
    found = []
    waiting = [document.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        each = waiting.pop().get_object()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            found += [str(each["/Alt"])] if "/Alt" in each else []
            waiting += [each["/K"]] if "/K" in each and not isinstance(each["/K"], int) else []
    return found


def test_the_map_of_the_pdf_is_drawn_and_not_a_photograph_of_one(printed):
    assert not [image for page in read(printed).pages for image in page.images]


def test_the_same_deck_gives_the_same_bytes(deck, printed):
    assert slides.deck_pdf(deck) == printed
    assert handouts.decision_form(deck, NEWSROOM) == handouts.decision_form(deck, NEWSROOM)


def test_the_form_has_the_columns_of_a_decision_and_says_where_it_is_typed_in(deck):
    form = handouts.decision_form(deck, NEWSROOM)
    text = words(form)
    assert len(read(form).pages) == 3
    for head in ("What was decided", "What will be done", "Who does it", "By when", "Whom to ask, and how"):
        assert head in text
    assert {"For", "Against", "Abstained"} <= set(text.split())
    assert NEWSROOM in text
    pages = [page.extract_text() for page in read(form).pages]
    assert ["How many people are here" in page for page in pages] == [
        "Shows of hands" in page for page in pages
    ]
    assert "Thursday 3 December 2026, Moor Street Hall" in text


def test_a_letter_that_no_font_has_does_not_take_the_papers_away(small):
    area = next(each for each in small.areas(AreaKind.NEIGHBOURHOOD) if each.name == "Larkwith")
    odd = gathering(
        areas=(area.code,), title=Bilingual("Ŵyl \u2192 \U0001f389 \u4eba", ""), place='#set page("a6")'
    )
    told = deck_of(brief.brief_of(small, area, None), odd, NOW)
    assert "Ŵyl" in words(slides.deck_pdf(told))
    assert '#set page("a6")' in words(handouts.decision_form(told, NEWSROOM))


def test_in_welsh_the_form_is_of_welsh(deck):
    with language.using("cy"):
        form = handouts.decision_form(deck, NEWSROOM)
    assert str(read(form).trailer["/Root"]["/Lang"]).startswith("cy")
