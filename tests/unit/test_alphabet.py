"""The letters of print: which there are, what the others become, and who is told of it."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crimemap import alphabet, brief, language
from crimemap.deck import deck_of
from crimemap.editorial.announcements.rules import about_signs
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings.content import Item
from crimemap.editorial.meetings.gate import troubles
from crimemap.leaflets import handouts, leaflet_of, pdf, slides
from crimemap.terms import AreaKind
from tests.printed import fonts_of, opened, together, words_of
from tests.small_meetings import NOW, gathering, meeting

WRITTEN = {
    "Polish": "Zażółć gęślą jaźń",
    "Romanian": "Știință, țară, în față",
    "Portuguese": "Reunião às dez, não é?",
    "Spanish": "¿Qué pasó mañana?",
    "Vietnamese": "Cuộc họp của khu phố",
    "Turkish": "Şığıöçü İ",
    "Ukrainian": "Ласкаво просимо, їжак і ґанок",
    "Greek": "Συνάντηση γειτονιάς",
    "Arabic": "اجتماع الحي، مرحبا بكم",
    "Urdu": "محلے کا اجلاس، خوش آمدید",
    "Hebrew": "אסיפת השכונה",
    "Panjabi": "ਮੁਹੱਲੇ ਦੀ ਮੀਟਿੰਗ",
    "Bengali": "পাড়ার সভা, ক্ষমা",
    "Gujarati": "પડોશની સભા, ક્ષમા",
    "Hindi": "मोहल्ले की बैठक",
    "Tamil": "அக்கம் பக்கத்து கூட்டம்",
}


@pytest.fixture(autouse=True)
def english():
    with language.using("en"):
        yield


@pytest.mark.parametrize("spoken", WRITTEN)
def test_what_is_most_written_in_england_and_wales_is_printed_as_it_is(spoken):
    assert alphabet.lacking(WRITTEN[spoken]) == ""
    assert alphabet.printable(WRITTEN[spoken], alphabet.letters()) == WRITTEN[spoken]


def test_a_letter_that_was_typed_in_two_parts_is_one():
    assert alphabet.printable("Y W\u0302yl 李", alphabet.letters()) == "Y Ŵyl ?"


@pytest.mark.parametrize("sign", ["\x00", "\ufeff", "\u200e", "\u202e"])
def test_a_sign_that_nobody_sees_is_left_out_since_no_accessible_sheet_may_hold_it(sign):
    assert alphabet.printable(f"a{sign}b", alphabet.letters()) == "ab"


def test_letters_that_cannot_be_printed_are_named_once_each_in_their_order():
    assert alphabet.lacking("Li 李 and 王, 李; ა") == "李王ა"
    assert alphabet.lacking("Tea from 6.45pm → hall 😀 “ŵ”") == ""


def test_without_fonts_nobody_is_told_of_letters(tmp_path):
    assert alphabet.lacking("李", tmp_path) == ""


def test_whoever_types_a_letter_that_cannot_be_printed_is_told_which():
    (trouble,) = about_signs("title_en", "Tea with 李")
    assert trouble.field == "title_en"
    assert trouble.why == "On paper there are no such letters: 李. Write it in another alphabet."
    (trouble,) = about_signs("title_en", "".join(chr(0x4E00 + n) for n in range(40)))
    assert trouble.why.endswith("一 丁 丂 七 丄 丅 丆 万 丈 三 上 下 …. Write it in another alphabet.")


def test_a_meeting_may_be_named_in_any_alphabet_of_print_and_in_no_other():
    titled = meeting(agenda=tuple(Item(title_en=each, minutes=5) for each in WRITTEN.values()))
    assert troubles(titled, NOW) == ()
    refused = troubles(meeting(agenda=(Item(title_en="会议", minutes=5),)), NOW)
    assert [(each.field, "会 议" in each.why) for each in refused] == [("agenda-0-title_en", True)]


def test_papers_of_a_meeting_hold_every_alphabet_in_its_own_font(small):
    area = next(each for each in small.areas(AreaKind.NEIGHBOURHOOD) if each.name == "Larkwith")
    agenda = tuple(Item(title_en=each, minutes=5) for each in WRITTEN.values())
    told = gathering(areas=(area.code,), agenda=agenda, title=Bilingual("Ласкаво просимо", ""))
    assert told.start.tzinfo is not None
    made = slides.deck_pdf(deck_of(brief.brief_of(small, area, None), told, NOW + dt.timedelta(hours=1)))
    wanted = (
        "Arabic",
        "Bengali",
        "Cyrillic",
        "Devanagari",
        "Greek",
        "Gujarati",
        "Gurmukhi",
        "Hebrew",
        "Tamil",
    )
    families = {name.split("-")[0] for name in fonts_of(made)}
    assert families == {"HankenGrotesk", *(f"NotoSans{each}" for each in wanted)}
    assert opened(handouts.decision_form(deck_of(brief.brief_of(small, area, None), told, NOW), "x"))


def test_a_name_that_others_published_in_letters_of_no_font_is_not_silently_a_question_mark(small):
    area = next(each for each in small.areas(AreaKind.NEIGHBOURHOOD) if each.name == "Larkwith")
    told = brief.brief_of(small, area, None)
    note = "Each ? stands on paper for a letter that cannot be printed: the page at the address has it."
    usual = leaflet_of(told, now=NOW, site="https://tambervale.example")
    assert note not in usual.small
    held = dataclasses.replace(told, gatherings=(gathering(areas=(area.code,), place="李 Hall"),))
    made = leaflet_of(held, now=NOW, site="https://tambervale.example")
    assert made.small[-1] == note
    words = words_of(pdf(made))
    assert "?Hall" in words
    assert together(note) in words
