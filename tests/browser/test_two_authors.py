"""Two authors at one draft in a real browser: it saves itself, each learns of the other, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crimemap.editorial import pieces
from crimemap.editorial.people import Role
from crimemap.editorial.stories import Story
from tests.browser.newsroom_site import NewsroomSite
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
STATUS = "[data-autosave-status]"


def piece_of(address: str) -> str:
    return address.rpartition("/")[2]


def saved(author: Visitor) -> str:
    """What the page says of saving once its timers have run."""
    author.page.clock.run_for(15_000)
    author.page.wait_for_function(f"() => document.querySelector('{STATUS}').textContent")
    return author.page.inner_text(STATUS)


def test_what_two_authors_write_at_once_is_kept_of_both(somebody: Callable[..., Visitor], site: NewsroomSite):
    first, second = site.member("Lilac Writer", Role.AUTHOR), site.member("Maple Writer", Role.AUTHOR)
    lilac, maple = somebody(390), somebody(1280)
    for author in (lilac, maple):
        author.page.clock.install()
    lilac.go("/newsroom/stories/new")
    lilac.sign_in(first)
    lilac.write("Title", "Lights for the long path")
    assert "Saved at" in saved(lilac)
    draft = lilac.page.url
    maple.go(draft)
    maple.sign_in(second)
    assert maple.page.input_value("[name=title_en]") == "Lights for the long path"

    lilac.write("The problem", "People told us that they go round by the road after dark.")
    assert "Saved at" in saved(lilac)
    maple.write("What was done", "The council put up eleven lamps in March.")
    maple.write("Title", "Eleven lamps for the long path")
    said = saved(maple)
    assert said == "Somebody else changed this while you were writing. Press Save to compare the two."
    said = maple.press("Save and preview")
    assert "Lilac Writer saved another version" in said
    for kept in (
        "Lights for the long path",
        "Eleven lamps for",
        "go round by the road",
        "eleven lamps in March",
    ):
        assert kept in said
    maple.press("Save this choice")
    story = site.call(lambda session: pieces.content_of(session, pieces.find(session, piece_of(draft))))
    assert story == Story(
        title_en="Eleven lamps for the long path",
        problem_en="People told us that they go round by the road after dark.",
        action_en="The council put up eleven lamps in March.",
    )
