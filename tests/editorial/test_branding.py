"""Name, logo and colour of a partnership: readable, harmless, published by a second person."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image, PngImagePlugin

from crimemap.editorial import audit, branding, revision
from crimemap.editorial.branding import BrandState, Wanted
from crimemap.editorial.database import Bilingual
from crimemap.editorial.people import Denied
from crimemap.editorial.pieces import Refused
from tests.editorial.conftest import ADMINISTRATOR, APPROVER, AUTHOR, BOTH, ELSEWHERE, NOW, TAMBER

NAME = Bilingual("Tamber Vale Together", "Tamber Vale Gyda'n Gilydd")


def png(width=300, height=90, **info):
    made = io.BytesIO()
    told = PngImagePlugin.PngInfo()
    for key, value in info.items():
        told.add_text(key, value)
    Image.new("RGBA", (width, height), (23, 64, 58, 128)).save(made, "PNG", pnginfo=told)
    return made.getvalue()


def proposed(session, person=AUTHOR, form="t", now=NOW, **changes):
    wanted = Wanted(**{"name": NAME, "colour": "#17403a", **changes})
    return branding.propose(session, person, TAMBER, wanted, token=form, now=now)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#17403A", "#FFFFFF", 11.5),
        ("#0B5A52", "#FAF7F0", 7.6),
    ],
)
def test_contrast_is_that_of_the_web_guidelines(one, other, ratio):
    assert branding.contrast(one, other) == pytest.approx(ratio, abs=0.05)


def test_a_second_person_publishes_and_visitors_see_it(session):
    brand = proposed(session)
    assert branding.current(session, TAMBER) is None
    branding.decide(session, APPROVER, brand.id, publish=True, now=NOW)
    branding.decide(session, APPROVER, brand.id, publish=True, now=NOW)
    shown = branding.current(session, TAMBER)
    assert (shown.name, shown.colour) == (NAME, "#17403A")
    assert revision.current(session) == 1
    assert audit.count(session) == 2


@pytest.mark.parametrize("person", [AUTHOR, BOTH, ELSEWHERE, ADMINISTRATOR])
def test_nobody_publishes_what_they_proposed_or_what_is_not_theirs(session, person):
    brand = proposed(session, BOTH if person is BOTH else AUTHOR)
    with pytest.raises(Denied):
        branding.decide(session, person, brand.id, publish=True, now=NOW)
    assert brand.state is BrandState.PROPOSED


@pytest.mark.parametrize("person", [APPROVER, ELSEWHERE, ADMINISTRATOR])
def test_only_an_author_of_the_partnership_proposes(session, person):
    with pytest.raises(Denied):
        proposed(session, person)


@pytest.mark.parametrize(
    ("colour", "measured"),
    [
        ("#F2B134", "1.8"),
        ("#767676", "4.5"),  # 4.54 on white, and 4.24 on paper
        ("#FAF7F0", "1.0"),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_and_its_contrast_said(session, colour, measured):
    with pytest.raises(Refused) as refusal:
        proposed(session, colour=colour)
    assert f"{measured} to 1 on white" in str(refusal.value)
    assert branding.waiting(session, TAMBER) == ()


@pytest.mark.parametrize(
    "colour", ["", "red", "#12345", "#1234567", "#17403a;}body{display:none", "url(//x)"]
)
def test_only_a_colour_is_taken_as_one(session, colour):
    with pytest.raises(Refused):
        proposed(session, colour=colour)


def test_a_logo_is_made_anew_and_keeps_nothing_but_its_pixels(session):
    brand = proposed(session, logo=png(1200, 400, Author="Persona-One Invented"))
    with Image.open(io.BytesIO(brand.logo)) as kept:
        assert kept.size == (360, 120)
        assert kept.mode == "RGBA"
    assert b"Persona" not in brand.logo


BOMB = png(1, 1)[:16] + (60000).to_bytes(4, "big") * 2 + png(1, 1)[24:]


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"GIF89a",
        png()[:60],
        BOMB,
        png() + bytes(400_000),
    ],
    ids=["svg", "gif", "cut off", "bomb", "too large"],
)
def test_what_is_no_small_png_is_refused(session, data):
    with pytest.raises(Refused) as refusal:
        proposed(session, logo=data)
    assert "PNG" in str(refusal.value)


def test_without_a_new_logo_the_published_one_stays(session):
    first = proposed(session, logo=png())
    branding.decide(session, APPROVER, first.id, publish=True, now=NOW)
    second = proposed(session, form="u", colour="#0B5A52")
    assert second.logo == first.logo
    assert second.digest != first.digest
    branding.decide(session, APPROVER, second.id, publish=True, now=NOW + dt.timedelta(hours=1))
    assert branding.current(session, TAMBER).id == second.id
    assert branding.by_digest(session, TAMBER, first.digest) is None


def test_a_refused_proposal_changes_nothing(session):
    brand = proposed(session)
    branding.decide(session, APPROVER, brand.id, publish=False, now=NOW)
    assert branding.current(session, TAMBER) is None
    assert branding.waiting(session, TAMBER) == ()
    assert revision.current(session) == 0


def test_a_form_sent_twice_proposes_once(session):
    assert proposed(session).id == proposed(session).id


@pytest.mark.parametrize("name", [Bilingual(), Bilingual("x" * 61)])
def test_a_name_is_asked_for_and_is_short(session, name):
    with pytest.raises(Refused):
        proposed(session, name=name)


def test_a_partnerships_name_names_nobody(session):
    for name in ("Shame on John Smith", "Together, Jane Doe of 12 High Street"):
        with pytest.raises(Refused) as refusal:
            proposed(session, name=Bilingual(name, ""))
        assert {trouble.rule for trouble in refusal.value.troubles} == {"C5"}
