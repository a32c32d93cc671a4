"""Postcode, point or name → area, over the small release."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crimemap import places
from crimemap.places import (
    NameKind,
    Outcome,
    display_postcode,
    fold,
    parse_postcode,
    points,
    postcodes,
    spelling,
)
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
    if found.outcome is not Outcome.TOO_MANY:
        assert bool(found.hits) == (found.outcome in {Outcome.ONE, Outcome.SEVERAL, Outcome.SIMILAR})
    assert len(found.hits) <= places.MOST_LISTED
    assert (found.outcome is Outcome.ONE) <= (len(found.areas) == 1)


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
    monkeypatch.setattr("crimemap.places.groups._MOST_LISTED", 2)
    (group,) = places.directory(release)
    assert group.area.kind is AreaKind.FORCE
    assert [area.name for area in group.areas] == ["Tamber Vale"]


# --- what people type ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wren Street", "wren st."),
        ("Saint John's Road", "St Johns Rd"),
        ("The Old Avenue", "old ave"),
        ("Y Bala", "Bala"),
        ("East Cambs", "East Cambridgeshire"),
        ("Stoke-on-Trent", "stoke on trent"),
        ("Aber Felys", "Aberfelys"),
        ("Tŷ Ŵyn", "Ty Wyn"),
        ("Parson Drove & Wisbech", "parson drove and wisbech"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one: str, other: str):
    assert spelling.key_of(spelling.words_of(one)) == spelling.key_of(spelling.words_of(other))


def test_the_street_is_not_any_street():
    assert spelling.words_of("The Street") == ["the", "st"]
    assert spelling.words_of("The Old Street") == ["old", "st"]


@given(st.text(alphabet="abcdefgh", min_size=3, max_size=7), st.data())
def test_a_short_word_with_one_slip_shares_a_form_with_itself(word: str, data: st.DataObject):
    at = data.draw(st.integers(0, len(word) - 1))
    for slip in (
        word[:at] + word[at + 1 :],
        word[:at] + "x" + word[at + 1 :],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ):
        if len(slip) >= 3:
            assert set(spelling.forms(word)) & set(spelling.forms(slip))


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("53.65, -4.01", (-4.01, 53.65)),
        ("53.65 -4.01", (-4.01, 53.65)),
        ("53.6504999,-4.0101", (-4.01, 53.65)),
        ("53.65° N, 4.01° W", (-4.01, 53.65)),
        ("53, 4", None),
        ("53.65", None),
        ("Larkwith", None),
    ],
)
def test_a_point_is_latitude_then_longitude_rounded(typed: str, point: tuple[float, float] | None):
    assert points.parse_point(typed) == point


def test_a_point_beyond_the_poles_is_refused():
    with pytest.raises(ValueError, match="no latitude"):
        points.parse_point("90.001, 0")


def test_a_point_that_rounding_left_outside_still_leads_to_its_area(release: Release):
    west, south, _, north = release.area("corvenshire-lark").bounds
    edge = places.find_point(release, f"{(south + north) / 2:.3f}", f"{west - 0.0009:.4f}")
    assert [area.code for area in edge.areas] == ["corvenshire-lark"]
    assert places.find_point(release, f"{south:.3f}", f"{west - 0.1:.3f}").outcome is Outcome.POINT_NOT_HERE


@pytest.mark.parametrize(
    ("typed", "meanings"),
    [
        ("QX2", ["QX2"]),
        ("qx2 1", ["QX2 1"]),
        ("QX21", ["QX21", "QX2 1"]),
        ("QX21A", ["QX2 1A"]),
        ("SW1A", ["SW1A"]),
        ("SW1A1", ["SW1A 1"]),
        ("QX", []),
        ("Larkwith", []),
    ],
)
def test_half_a_postcode_is_read_in_every_way_it_can_be_meant(typed: str, meanings: list[str]):
    assert [str(half) for half in postcodes.halves(typed)] == meanings


def test_a_postcode_is_found_in_an_address_and_mended_where_a_letter_stands_for_a_figure():
    assert postcodes.postcode_in("12 Wren Street, Larkwith, qx2 1aa") == "QX21AA"
    assert postcodes.postcode_in("Larkwith") is None
    assert postcodes.mended_postcode("cb1 oag") == "CB10AG"
    assert postcodes.mended_postcode("oil") is None


def test_of_several_kinds_areas_come_first_and_what_lies_in_them_is_not_told_twice(release: Release):
    found = places.find(release, "Larkwith")
    assert [hit.kind for hit in found.hits] == [NameKind.AREA]
    assert [hit.kind for hit in places.find(release, "Larkwith station").hits] == [NameKind.STATION]


def test_a_name_where_it_is_not_is_offered_where_it_is(release: Release):
    found = places.find(release, "Edge Lane, Wrenstow")
    assert found.outcome is Outcome.SIMILAR
    assert [hit.area.name for hit in found.hits] == ["Larkwith"]


def test_old_codes_are_followed_to_the_end_and_a_circle_ends(release: Release):
    assert [area.code for area in places.successors(release, "e05900080")] == ["corvenshire-lark"]
    assert len(places.successors(release, "E05900091")) == 2
    assert places.successors(release, "E05900070") == ()
    assert places.successors(release, "E99999999") == ()


def test_every_sample_finds_something(release: Release):
    samples = places.samples(release)
    assert {sample.kind for sample in samples} >= {None, NameKind.AREA, NameKind.STREET}
    for sample in samples:
        assert sample.area in places.find(release, sample.name).areas
