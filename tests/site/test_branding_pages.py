"""A partnership's name, logo and colour over HTTP: proposed, published, on its pages and on no other's."""

from __future__ import annotations

import io

import pytest

from crimemap.editorial.people import Role
from tests.editorial.test_branding import png
from tests.site.newsroom import PARTNERSHIP, hidden, person, signed_in

ASH = person("Ash", Role.AUTHOR)
BEECH = person("Beech", Role.APPROVER)


@pytest.fixture
def app(fresh):
    return fresh()


def propose(app, colour="#0B5A52", logo=None, name="Tamber <Vale> Together"):
    client = signed_in(app, ASH)
    form = client.get(f"/newsroom/branding?partnership={PARTNERSHIP}")
    given = {"csrf_token": hidden(form), "token": hidden(form, "token"), "partnership": PARTNERSHIP, "name_en": name,
             "colour": colour}  # fmt: skip
    if logo is not None:
        given["logo"] = (io.BytesIO(logo), "logo.png")
    return client.post("/newsroom/branding", data=given, content_type="multipart/form-data")


def publish(app):
    client = signed_in(app, BEECH)
    page = client.get(f"/newsroom/branding?partnership={PARTNERSHIP}")
    address = page.text.partition('/publish"')[0].rpartition('action="')[2] + "/publish"
    return client.post(address, data={"csrf_token": hidden(page)})


def test_what_another_person_published_stands_above_the_partnerships_pages(app):
    assert "cm-brand" not in app.test_client().get(f"/news?partnership={PARTNERSHIP}").text
    assert propose(app, logo=png()).status_code == 303
    assert "cm-brand" not in app.test_client().get(f"/news?partnership={PARTNERSHIP}").text
    assert publish(app).status_code == 303
    page = app.test_client().get(f"/news?partnership={PARTNERSHIP}").text
    assert "Tamber &lt;Vale&gt; Together" in page
    stylesheet = page.partition('href="/branding/')[2].partition('"')[0]
    css = app.test_client().get(f"/branding/{stylesheet}")
    assert css.mimetype == "text/css"
    assert "immutable" in css.headers["Cache-Control"]
    assert "#0B5A52" in css.text
    logo = app.test_client().get(f"/branding/{stylesheet.removesuffix('css')}png")
    assert logo.mimetype == "image/png"
    assert "cm-brand" not in app.test_client().get("/news").text


def test_an_old_or_made_up_address_is_not_found(app):
    propose(app)
    publish(app)
    for address in (f"{PARTNERSHIP}.000000000000.css", f"{PARTNERSHIP}.000000000000.png", "nowhere.1.css"):
        assert app.test_client().get(f"/branding/{address}").status_code == 404


def test_a_pale_colour_is_refused_with_what_was_measured(app):
    answer = propose(app, colour="#F2B134")
    assert answer.status_code == 400
    assert "1.8 to 1 on white" in answer.text


def test_an_svg_is_refused(app):
    assert propose(app, logo=b"<svg><script>alert(1)</script></svg>").status_code == 400


def test_a_logo_that_is_far_too_large_is_not_read(app):
    assert propose(app, logo=png() + bytes(450_000)).status_code == 413


def test_the_preview_of_a_proposal_is_for_colleagues_alone(app):
    propose(app, logo=png())
    page = signed_in(app, BEECH).get(f"/newsroom/branding?partnership={PARTNERSHIP}").text
    stylesheet = page.partition('href="/newsroom/branding/')[2].partition('"')[0]
    assert signed_in(app, BEECH).get(f"/newsroom/branding/{stylesheet}").status_code == 200
    stranger = person("Dogwood", Role.APPROVER, partnership="W22900009")
    assert signed_in(app, stranger).get(f"/newsroom/branding/{stylesheet}").status_code == 404
