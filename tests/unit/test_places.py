"""Postcode, point or name → area, over the small release."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crimemap import places
from crimemap.places import Outcome, display_postcode, fold, parse_postcode
from crimemap.release import Release
from crimemap.terms import AreaKind
from tests.small_release import build_small


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return Release(build_small(tmp_path_factory.mktemp("places"), facts=False))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("CB1 0AG", "CB10AG"),
        ("cb10ag", "CB10AG"),
        (" c b 1 0 a g ", "CB10AG"),
        ("W1A 1HQ", "W1A1HQ"),
        ("EC1A 1BB", "EC1A1BB"),
        ("M1 1AE", "M11AE"),
        ("B33 8TH", "B338TH"),
        ("QX9 9ZZ", "QX99ZZ"),
        ("ＣＢ１ ０ＡＧ", "CB10AG"),
        ("CB1", None),
        ("CB1 0", None),
        ("C10AG0", None),
        ("CB1 0A", None),
        ("١B1 0AG", None),
        ("", None),
    ],
)
def test_a_postcode_is_known_however_it_is_typed(typed: str, code: str | None):
    assert parse_postcode(typed) == code


def test_a_postcode_is_shown_with_its_space():
    assert display_postcode("CB10AG") == "CB1 0AG"


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Tŷ Ŵyn", "ty wyn"),
        ("Ynys Môn", "ynys mon"),
        ("Bishop's Castle", "bishops castle"),
        ("Bishop’s Castle", "bishops castle"),
        ("Parson Drove & Wisbech St. Mary", "parson drove and wisbech st mary"),
        ("Stoke-on-Trent", "stoke on trent"),
        ("  Two   spaces ", "two spaces"),
    ],
)
def test_names_are_compared_without_case_accents_or_punctuation(name: str, folded: str):
    assert fold(name) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_any_question_has_an_answer(release: Release, question: str):
    found = places.find(release, question)
    assert bool(found.areas) == (found.outcome in {Outcome.ONE, Outcome.SEVERAL, Outcome.SIMILAR})
    assert len(found.areas) <= 50


def test_every_area_is_found_by_its_own_name_and_code(release: Release):
    for kind in AreaKind:
        for area in release.areas(kind):
            for question in (area.name, area.code, area.code.upper(), area.name.lower()):
                assert area in places.find(release, question).areas


def test_a_point_leads_to_the_narrowest_area_that_people_name(release: Release):
    for area in release.areas(AreaKind.NEIGHBOURHOOD):
        assert places.at_point(release, *area.centre) == area
    assert places.at_point(release, 0.0, 0.0) is None


def test_a_code_is_known_in_any_case(release: Release):
    assert places.by_code(release, "CORVENSHIRE-LARK").code == "corvenshire-lark"
    assert places.by_code(release, "e22900001").code == "E22900001"
    assert places.by_code(release, "x") is None


def test_every_neighbourhood_stands_under_its_partnership(release: Release):
    (group,) = places.directory(release)
    assert group.area.name == "Tamber Vale"
    assert [area.name for area in group.areas] == ["Larkwith", "Osterby", "Wrenstow"]


def test_without_partnerships_areas_stand_under_their_force(release: Release, monkeypatch):
    kinds = {kind: n for kind, n in release.manifest.kinds.items() if kind != AreaKind.PARTNERSHIP}
    monkeypatch.setattr(release, "manifest", release.manifest.model_copy(update={"kinds": kinds}))
    (group,) = places.directory(release)
    assert group.area.kind is AreaKind.FORCE
    assert len(group.areas) == 3


def test_of_a_whole_country_only_partnerships_are_listed(release: Release, monkeypatch):
    monkeypatch.setattr(places, "_MOST_LISTED", 2)
    (group,) = places.directory(release)
    assert group.area.kind is AreaKind.FORCE
    assert [area.name for area in group.areas] == ["Tamber Vale"]
