"""Good news over HTTP: filters by plain links, the measure as it was kept, no success that no measure shows."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest

from crimemap.editorial import publishing, stories
from crimemap.editorial.pieces import Kind
from crimemap.editorial.stories import Evidence, Side, Story
from crimemap.measures import crime
from crimemap.release.shelf import Shelf
from crimemap.terms import Period
from tests.site.newsroom import PARTNERSHIP, hidden, signed_in
from tests.site.test_desk import ASH, BEECH, answers, draft, page, press, save, stored

NOW = dt.datetime(2020, 1, 2, 10, tzinfo=dt.UTC)  # the site has its own clock: long ago is public
LARKWITH = "corvenshire-lark"


@pytest.fixture
def app(fresh):
    made = fresh()
    made.extensions["crimemap.ask_again"] = lambda: None
    return made


def release_of(app):
    return Shelf(app.extensions["crimemap.settings"].releases).current()


def measured(app, verdict="fewer", **after):
    """A measure of the small release; `after` changes what is kept of it."""
    release = release_of(app)
    area = release.area(LARKWITH)
    change = crime.change(release, area, crime.ALL, Period.ending(release.months[-1]))
    side = Side.of(change.now).model_copy(update=after)
    return Evidence(
        type="all-crime", area=LARKWITH, area_name="Larkwith", before=Side.of(change.before), after=side,
        verdict=verdict, wanted="fewer",
    )  # fmt: skip


def whole(app, **changes):
    said = {
        "title_en": "Locks and lights", "problem_en": "Homes were broken into.", "action_en": "Locks were changed.",
        "caveat_en": "It fell elsewhere too.", "approaches": ("early-action",), "evidence": measured(app),
    }  # fmt: skip
    return Story(**{**said, **changes})


def published(app, story, form="t"):
    with app.app_context(), app.extensions["crimemap.database"].session(writing=True) as session:
        piece = publishing.create(session, ASH, Kind.STORY, PARTNERSHIP, story, token=form, now=NOW)
        publishing.submit(session, ASH, piece.id, version=1, now=NOW)
        publishing.approve(session, BEECH, piece.id, version=1, now=NOW)
        session.commit()
        return piece.id


def test_before_anything_is_published_the_page_says_so(app):
    assert "No story has been published here yet" in app.test_client().get("/news").text


def test_stories_are_filtered_by_plain_links(app):
    published(app, whole(app), "a")
    published(app, whole(app, title_en="A new patrol", evidence=None, approaches=("right-level",)), "b")
    client = app.test_client()
    page = client.get("/news").text
    assert "Locks and lights" in page
    assert "A new patrol" in page
    link = html.unescape(re.search(r'href="(/news\?[^"]*approach=right-level[^"]*)"', page)[1])
    filtered = client.get(link).text
    assert "A new patrol" in filtered
    assert "Locks and lights" not in filtered
    assert "Locks and lights" in client.get(f"/news?partnership={PARTNERSHIP}&approach=early-action").text


@pytest.mark.parametrize("query", ["approach=heroism", "approach=%3Cscript%3E"])
def test_an_approach_that_there_is_none_of_is_a_400(app, query):
    assert app.test_client().get(f"/news?{query}").status_code == 400


def test_a_partnership_that_there_is_none_of_is_not_found(app):
    assert app.test_client().get("/news?partnership=E22999999").status_code == 404
    assert app.test_client().get(f"/news?partnership={LARKWITH}").status_code == 404


def test_a_success_shows_both_figures_with_interval_source_and_release(app):
    evidence = measured(app)
    text = app.test_client().get(f"/news/{published(app, whole(app))}").text
    assert "Success, measured" in text
    for side in (evidence.before, evidence.after):
        assert f"{side.value:,}" in text
        assert f"{round(side.lower):,} to {round(side.upper):,}" in text
        assert side.release in text
    assert "Why this is told as news" not in text


def test_news_says_what_a_success_would_need_and_never_calls_itself_one(app):
    text = app.test_client().get(f"/news/{published(app, whole(app, evidence=None))}").text
    assert "Success, measured" not in text
    assert "Why this is told as news" in text
    assert "a measure before and after" in text


def test_no_clear_change_is_told_as_that(app):
    story = whole(app, evidence=measured(app, "no clear change"))
    text = app.test_client().get(f"/news/{published(app, story)}").text
    assert "no clear change" in text
    assert "Success, measured" not in text


def test_a_figure_that_was_revised_since_is_noted_and_the_kept_one_stays(app):
    story = whole(app, evidence=measured(app, value=77, lower=60.0, upper=96.0, release="2026-08-00000000"))
    text = app.test_client().get(f"/news/{published(app, story)}").text
    now = crime.total(
        release_of(app), release_of(app).area(LARKWITH), crime.ALL, Period.ending(release_of(app).months[-1])
    )
    assert ">77</td>" in text
    assert f"has been revised since: it is now {now.value:,}" in text


def test_a_figure_that_was_not_revised_has_no_note(app):
    story = whole(app, evidence=measured(app, release="2026-08-00000000"))
    assert "revised since" not in app.test_client().get(f"/news/{published(app, story)}").text


def test_a_text_in_the_other_language_says_so(app):
    story = whole(app, problem_en="", problem_cy="Torrwyd i mewn i gartrefi.")
    text = app.test_client().get(f"/news/{published(app, story)}").text
    assert re.search(r'lang="cy">Torrwyd', text)


def test_the_newsroom_takes_the_figures_from_the_release_and_keeps_them(app):
    release = release_of(app)
    piece = draft(app)
    last = str(release.months[-1])
    save(app, ASH, piece, measure="counted", area=LARKWITH, type="all-crime", months="12", after_month=last,
         before_month=str(release.months[-1].plus(-12)))  # fmt: skip
    with app.extensions["crimemap.database"].session() as session:
        from crimemap.editorial import pieces

        evidence = pieces.content_of(session, session.get(pieces.Piece, piece)).evidence
    expected = crime.change(release, release.area(LARKWITH), crime.ALL, Period.ending(release.months[-1]))
    assert evidence.after.figure() == expected.now
    assert evidence.before.figure() == expected.before
    assert evidence.verdict == expected.verdict


def test_figures_cannot_be_sent_in_with_the_form(app):
    release = release_of(app)
    piece = draft(app)
    save(app, ASH, piece, measure="counted", area=LARKWITH, after_month=str(release.months[-1]), value="1",
         before_month=str(release.months[-1].plus(-12)), evidence='{"verdict": "fewer"}', after_value="1")  # fmt: skip
    assert stored(app, piece).version == 2
    assert release.id in page(app, ASH, piece).text


def test_an_area_of_elsewhere_is_no_choice(app):
    piece = draft(app)
    assert save(app, ASH, piece, measure="counted", area="E01900001").status_code == 400


def test_a_typed_measure_is_checked_before_it_is_handed_in(app):
    piece = draft(app)
    typed = {
        "measure": "typed", "wanted": "more", "name_en": "Feel safe after dark", "unit": "%",
        "before_first": "2025-01", "before_last": "2025-03", "before_value": "44", "before_lower": "41",
        "before_upper": "47", "before_base": "1100", "before_source": "Local survey", "after_first": "2026-01",
        "after_last": "2026-03", "after_value": "52", "after_lower": "53", "after_upper": "55", "after_base": "1100",
        "after_source": "Local survey", "problem_en": "People felt unsafe.", "caveat_en": "One survey.",
    }  # fmt: skip
    save(app, ASH, piece, **typed)
    assert "must lie between" in page(app, ASH, piece).text
    save(app, ASH, piece, **{**typed, "after_lower": "49"})
    text = page(app, ASH, piece).text
    assert "As a success." in text
    assert "It rose from 44% to 52%." in text
    press(app, ASH, piece, "hand-in")
    press(app, BEECH, piece, "approve")
    public = app.test_client().get(f"/news/{piece}").text
    assert "Success, measured" in public
    assert "1,100 answers" in public


def test_the_form_shows_again_what_was_kept(app):
    piece = draft(app, whole(app))
    _client, given = answers(app, ASH, piece)
    form = signed_in(app, ASH).get(f"/newsroom/stories/{piece}").text
    assert hidden(signed_in(app, ASH).get(f"/newsroom/stories/{piece}"), "version") == "1"
    assert "Homes were broken into." in form
    assert re.search(r'value="counted"[^>]*checked', form)
    assert re.search(rf'value="{LARKWITH}"\s+selected', form)
    assert given["csrf_token"]


def test_every_approach_has_its_page(app):
    for row in stories.approaches():
        assert row.means.en in html.unescape(app.test_client().get(f"/news?approach={row.slug}").text)
