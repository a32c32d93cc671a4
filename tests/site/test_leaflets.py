"""The leaflet of an area over HTTP: as a page and on every paper, with the same sentences, and no name in any byte."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest

from crimemap.web.site import current_release
from crimemap.web.site import leaflets as making
from tests.printed import bitmaps_of, fonts_of, opened, tags_of, together, words_of
from tests.site.convictions_site import NOW, publish_case, set_clock
from tests.small_meetings import meeting, published

LARK = "corvenshire-lark"
AREAS = (LARK, "E22900001", "E23900001", "E01900001")
MILLIMETRES = 72 / 25.4


def page_words(text: str) -> str:
    main = text[text.index('<article class="cm-leaflet"') : text.index("</article>")]
    return together(html.unescape(re.sub(r"<svg\b.*?</svg>|<[^>]+>", " ", main, flags=re.DOTALL)))


@pytest.fixture
def site(fresh):
    """A site on which a meeting is published, and a person's name on its own page."""
    app = fresh()
    set_clock(app, NOW)
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        published(session, meeting(areas=(LARK,)))
        session.commit()
    return app


@pytest.mark.parametrize("code", AREAS)
@pytest.mark.parametrize(
    ("query", "pages", "paper"),
    [("", 2, (148, 210)), ("?size=a4", 1, (297, 210)), ("?size=a3", 1, (420, 297))],
)
def test_each_paper_has_its_size_and_number_of_sides(client, code, query, pages, paper):
    read = opened(client.get(f"/leaflets/{code}.pdf{query}").data)
    assert len(read.pages) == pages
    for page in read.pages:
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx([side * MILLIMETRES for side in paper], abs=1)


def test_large_print_is_on_a4_in_type_of_16_points_and_more(client):
    read = opened(client.get(f"/leaflets/{LARK}.pdf?print=large").data)
    assert len(read.pages) > 2
    assert float(read.pages[0].mediabox.width) == pytest.approx(210 * MILLIMETRES, abs=1)
    sizes = {round(size, 1) for page in read.pages for size in _sizes(page) if size}
    assert min(sizes) >= 16


def _sizes(page) -> list[float]:
    """Of the letters outside pictures, as they stand on the paper."""
    found: list[float] = []

    def visit(text, matrix, text_matrix, _font, size):
        if text.strip():
            found.append(abs(size * text_matrix[0] * matrix[0]))

    page.extract_text(visitor_text=visit)
    return [size for size in found if size > 15]  # letters in the map have the map's own scale


@pytest.mark.parametrize("query", ["", "?size=a4", "?size=a3", "?print=large"])
@pytest.mark.parametrize("code", AREAS)
def test_paper_and_page_say_the_same_sentences(app, code, query):
    client = app.test_client()
    page, paper = page_words(client.get(f"/leaflets/{code}{query}").text), None
    paper = words_of(client.get(f"/leaflets/{code}.pdf{query}").data)
    with app.test_request_context(f"/leaflets/{code}{query}"):
        release = current_release()
        asked = re.search("size=(a[345])", query)
        size = making.Size(asked[1]) if asked else None
        leaflet = making.made(release, release.area(code), size, large="large" in query).leaflet
    assert len(leaflet.sentences()) > 15
    for sentence in leaflet.sentences():
        assert together(sentence) in page, sentence
        assert together(sentence) in paper, sentence


def test_the_paper_is_tagged_of_vectors_alone_and_in_our_own_font(client):
    made = client.get(f"/leaflets/{LARK}.pdf?print=large").data
    tags = tags_of(made)
    assert tags.count("/H1") == 1
    assert tags.count("/H2") >= 8
    assert {"/Table", "/TH", "/Figure", "/Link"} <= set(tags)
    assert bitmaps_of(made) == 0
    assert {name.split("-")[0] for name in fonts_of(made)} == {"HankenGrotesk"}


def test_the_meeting_the_address_and_the_last_day_stand_on_the_paper(site):
    words = words_of(site.test_client().get(f"/leaflets/{LARK}.pdf").data)
    assert together("Thursday 3 December, 7pm to 8.30pm") in words
    assert together("Display until 3 December 2026.") in words
    assert together("Leaflet TV-LR-2611 of") in words
    assert f"/areas/{LARK}" in words


def test_it_is_saved_by_its_reference_and_kept_until_midnight_at_most(site):
    set_clock(site, NOW.replace(hour=23, minute=59, second=30))
    answer = site.test_client().get(f"/leaflets/{LARK}.pdf?size=a4")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="TV-LR-2611-a4.pdf"'
    assert answer.mimetype == "application/pdf"


def test_it_has_the_same_bytes_twice_and_others_on_another_day(site):
    client = site.test_client()
    first = client.get(f"/leaflets/{LARK}.pdf").data
    site.extensions["crimemap.cache"].forget()
    assert client.get(f"/leaflets/{LARK}.pdf").data == first
    with site.test_request_context():
        area = current_release().area(LARK)
        again = making.made(current_release(), area).leaflet
        set_clock(site, NOW + dt.timedelta(days=1))
        later = making.made(current_release(), area).leaflet
    assert later.small != again.small


def test_no_name_is_in_any_of_them(site):
    name = "Persona-Seventeen"
    case = publish_case(site, NOW, name=f"{name} Invented")
    client = site.test_client()
    assert name in client.get(f"/convictions/{case}").text
    for query in ("", "?size=a4", "?size=a3", "?print=large"):
        for code in (LARK, "E22900001"):
            assert name not in client.get(f"/leaflets/{code}{query}").text
            assert together(name) not in words_of(client.get(f"/leaflets/{code}.pdf{query}").data)


@pytest.mark.parametrize("query", ["size=a6", "print=small", "size=A5%20"])
def test_a_paper_that_there_is_none_of_is_said_to_be(client, query):
    for leaf in ("", ".pdf"):
        answer = client.get(f"/leaflets/{LARK}{leaf}?{query}")
        assert answer.status_code == 400
        assert "Write" in answer.text


def test_an_area_that_there_is_none_of_has_none(client):
    assert client.get("/leaflets/nowhere").status_code == 404
    assert client.get("/leaflets/nowhere.pdf").status_code == 404


def test_a_welsh_page_prints_a_welsh_sheet(bilingual):
    client = bilingual.test_client()
    assert opened(client.get(f"/cy/leaflets/{LARK}.pdf").data).trailer["/Root"]["/Lang"].startswith("cy")
    assert f"/cy/areas/{LARK}" in words_of(client.get(f"/cy/leaflets/{LARK}.pdf").data)


def test_the_area_page_leads_to_it_beside_the_meetings_and_at_its_end(client):
    page = client.get(f"/areas/{LARK}").text
    team = page[page.index('id="team"') :]
    assert f'href="/leaflets/{LARK}"' in team[: team.index("</section>")]
    assert page.count(f'href="/leaflets/{LARK}"') == 2


def test_addresses_on_the_page_are_links_and_on_paper_are_copied_whole(client):
    page = client.get(f"/leaflets/{LARK}").text
    for leaf in (f"leaflets/{LARK}", "payback/nominate", f"areas/{LARK}"):
        assert re.search(rf'<a href="[^"]*/{leaf}">\s*(?:<strong>)?[^<]*/{leaf}', page), leaf
    for query in ("", "?size=a3", "?print=large"):
        made = client.get(f"/leaflets/{LARK}.pdf{query}").data
        assert f"/leaflets/{LARK}" in words_of(made)
        assert "\u200b" not in words_of(made)


def test_large_print_says_which_page_of_how_many(client):
    read = opened(client.get(f"/leaflets/{LARK}.pdf?print=large").data)
    for number, page in enumerate(read.pages, 1):
        assert f"Page {number} of {len(read.pages)}" in page.extract_text()
