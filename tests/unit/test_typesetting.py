"""PDFs: tagged, the same bytes for the same input, from our own fonts, and nothing of the data taken for a command."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crimemap import alphabet
from crimemap.alphabet import printable
from crimemap.leaflets import NoFonts, Unprintable, fonts, typesetting
from crimemap.leaflets.typesetting import typeset
from tests.printed import fonts_of, opened, tags_of, together, words_of

TEMPLATES = Path(typesetting.__file__).resolve().parents[2] / "templates" / "print"
SHEET = """#import "base.typ": *
#show: sheet
= #data.title
#said(data.told)
#table(columns: 2, table.header([A], [B]), [1], [2])
#picture("map", alt: "A map in words", width: 4cm)
"""
DRAWN = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    b'<rect width="40" height="20" fill="#17403A"/>'
    b'<text x="4" y="14" font-family="Hanken Grotesk" font-size="9" font-weight="700" fill="#fff">A</text></svg>'
)


@pytest.fixture
def sheet(tmp_path, monkeypatch):
    """A template of a test's own, beside the real base."""
    shutil.copy(TEMPLATES / "base.typ", tmp_path)
    (tmp_path / "sheet.typ").write_text(SHEET)
    monkeypatch.setattr(typesetting, "_TEMPLATES", tmp_path)
    typesetting._compiler.cache_clear()
    yield lambda told="Told.", **more: typeset(
        "sheet", {"told": told}, {"map": DRAWN}, **{"title": "A sheet", **more}
    )
    typesetting._compiler.cache_clear()


def test_a_sheet_says_that_it_is_accessible_in_which_language_and_what_it_is_called(sheet):
    made = sheet(lang="cy", title="Taflen “x”")
    read = opened(made)
    assert read.metadata.title == "Taflen “x”"
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"].startswith("cy")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in read.trailer["/Root"]["/Metadata"].get_data()


def test_headings_tables_and_pictures_are_tagged_in_reading_order(sheet):
    tags = tags_of(sheet())
    kinds = [tag for tag in tags if tag in {"/H1", "/P", "/Table", "/TH", "/TD", "/Figure"}]
    assert kinds[0] == "/H1"
    assert kinds.index("/P") < kinds.index("/Table") < kinds.index("/Figure")
    assert kinds.count("/TH") == kinds.count("/TD") == 2


def test_the_same_sheet_has_the_same_bytes_and_no_date_of_its_making(sheet):
    made = sheet()
    assert made == sheet()
    assert made != sheet("Told otherwise.")
    assert "/CreationDate" not in opened(made).metadata or "1970" in opened(made).metadata["/CreationDate"]


def test_what_people_wrote_is_text_and_never_a_command(sheet):
    told = '#sys.inputs.data $x^2$ *b* _i_ [c] `d` <e> @f \\ #import "@preview/x:1.0.0" = g'
    assert together(told) in words_of(sheet(told))


def test_letters_that_the_font_has_not_do_not_take_the_sheet_down(sheet):
    assert together("Ŵyn ?? café") in words_of(sheet("Ŵyn 日本 😀 café"))


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("ŵ ŷ ’ “ ” – …", "ŵ ŷ ’ “ ” – …"),
        ("a\u2011b", "a-b"),
        ("a\u202fb", "a b"),
        ("ﬁn", "fin"),
        ("x\u0007y", "xy"),
    ],
)
def test_a_letter_is_set_as_the_nearest_that_there_is(written, set_as):
    assert printable(written, alphabet.letters() - {ord("ﬁ")}) == set_as


def test_only_our_own_font_is_in_it_also_inside_pictures(sheet):
    assert {name.split("-")[0] for name in fonts_of(sheet())} == {"HankenGrotesk"}


def test_threads_of_a_worker_take_turns_and_get_what_they_asked_for(sheet):
    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(lambda n: sheet(f"Number {n}."), range(12)))
    assert [f"Number{n}." in words_of(each) for n, each in enumerate(made)] == [True] * 12


def test_a_picture_that_is_none_is_a_fault_that_tells_nothing_of_the_data(sheet):
    with pytest.raises(Unprintable) as fault:
        typeset("sheet", {"told": "A secret."}, {"map": b"<svg"}, title="x")
    assert "secret" not in str(fault.value)


def test_no_template_fetches_anything():
    for template in TEMPLATES.glob("*.typ"):
        assert "@preview" not in template.read_text(), template.name


def test_without_fonts_one_sentence_says_what_to_do(tmp_path):
    with pytest.raises(NoFonts, match="run `make build`"):
        alphabet.letters(tmp_path)
    with pytest.raises(NoFonts, match="run `make build`"):
        fonts.unpack(tmp_path / "nowhere", tmp_path / "fonts")
    assert not list(tmp_path.iterdir())


def test_the_fonts_are_the_same_bytes_whenever_they_are_unpacked(tmp_path):
    made = fonts.unpack(folder=tmp_path / "fonts")
    names = sorted(each.name for each in made.iterdir())
    assert names == sorted(each.name for each in alphabet.FOLDER.iterdir())
    assert all((made / name).read_bytes() == (alphabet.FOLDER / name).read_bytes() for name in names)
