"""Nominating work and having a say in a real browser: what a visitor sends, what staff do, what becomes public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from crimemap.editorial import nominations, says
from crimemap.editorial.database import Bilingual
from crimemap.editorial.people import Role
from crimemap.editorial.says import About, Choice, Terms, Ways
from tests.browser.newsroom_site import LONDON, TAMBER, NewsroomSite
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser

PERSON, MAIL, WORK = "Hazel Nominator", "hazel@corvenshire.example", "Clear the nettles from the long path."
PRIVATE = (PERSON, MAIL, WORK)


def nominate(visitor: Visitor) -> str:
    """Fill in the form and send it; answers the receipt code."""
    visitor.go("/payback/nominate")
    visitor.write("Where is it?", "Larkwith North")
    visitor.write("What is the place or the organisation called?", "Teasel Park")
    visitor.write("What needs to be done?", WORK)
    visitor.write("How would people here benefit?", "Everybody who walks to the station uses it.")
    visitor.tick("Would somebody otherwise be paid to do this work?", "No, it would not be done at all")
    visitor.tick("Would anybody make a profit from it?", "No")
    visitor.write("Who owns the place or looks after it?", "The town council")
    visitor.tick("Have they agreed?", "Yes")
    visitor.write("How do people get to the site, and round it?", "A level path from the car park.")
    visitor.tick("Are there toilets and somewhere to wash hands?", "Yes, within five minutes’ walk")
    visitor.write("Your name", PERSON)
    visitor.write("Email address", MAIL)
    visitor.page.get_by_label("What I have written is true").check()
    visitor.site.wait(seconds=30)
    visitor.press("Send the nomination")
    return visitor.page.locator(".cm-receipt__code").inner_text()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_nomination_is_followed_from_the_form_to_done(
    somebody: Callable[..., Visitor], site: NewsroomSite, width: int
):
    visitor = somebody(width, java_script_enabled=width > 600)
    receipt = nominate(visitor)
    status = visitor.page.url.partition("?")[0]
    first = site.member(f"Elm{width} Reader", Role.AUTHOR)
    second = site.member(f"Fir{width} Reader", Role.APPROVER)

    site.wait(days=2)
    elm, fir = somebody(width), somebody(width)
    elm.go("/newsroom/nominations")
    elm.sign_in(first)
    elm.page.get_by_role("link", name="Not checked yet").last.click()
    work = elm.page.url
    elm.write("The work in one line, in English", "Clear a path to the station")
    elm.write("What would be better, in English", "A path that everybody can walk again.")
    elm.press("Checked: put it on the public list")
    for criterion in nominations.book().criteria:
        elm.tick(criterion.said("en"), f"2: {criterion.marks[2].said('en')}")
    said = elm.press("Hand these marks to a second person")
    assert "A second person confirms them." in said
    fir.go(work)
    fir.sign_in(second)
    fir.press("I stand by these marks")
    fir.press("Accept it")
    site.wait(days=3)
    elm.go(work)
    elm.sign_in(first)
    starts = site.now() + dt.timedelta(days=10)
    for part, number in (("Day", starts.day), ("Month", starts.month), ("Year", starts.year)):
        elm.write(part, str(number))
    assert "Work planned" in elm.press("Set the day")
    site.wait(days=12)
    elm.go(work)
    elm.sign_in(first)
    assert "Done. 17 days since it came." in elm.press("It is done")

    visitor.go("/payback/nominations/find")
    visitor.write("Receipt code", receipt.lower())
    said = visitor.press("Follow it")
    assert visitor.page.url == status
    for words in (
        "Clear a path to the station",
        "2 days later",
        "3 days later",
        "12 days later",
        "It took 17 days.",
    ):
        assert words in said
    for address in (status, "/payback/nominations", "/doing"):
        visitor.go(address)
        assert not any(words in visitor.page.content() for words in PRIVATE), address
    assert site.files_with(*PRIVATE) == []


def test_a_say_is_published_taken_part_in_and_counted_after_its_end(
    somebody: Callable[..., Visitor], site: NewsroomSite
):
    first, second = site.member("Gorse Writer", Role.AUTHOR), site.member("Holly Checker", Role.APPROVER)
    opens = dt.datetime.combine(site.now().date() + dt.timedelta(days=2), dt.time(), LONDON)
    terms = Terms(
        partnership=TAMBER, about=About.PAYBACK, ways=Ways.CODES, title=Bilingual("Which place first?", ""),
        text=Bilingual(), who=Bilingual("Everybody who lives in Tamber Vale", ""), opens_at=opens,
        closes_at=opens + dt.timedelta(days=7),
        choices=(Choice(Bilingual("Clear the footpath", "")), Choice(Bilingual("Paint the railings", ""))),
    )  # fmt: skip
    say = site.call(lambda session: says.draft(session, first.person, terms, token="say", now=site.now())).id

    gorse, holly = somebody(1280), somebody(390)
    gorse.go(f"/newsroom/says/{say}")
    gorse.sign_in(first)
    gorse.press("Hand it to a second person")
    holly.go(f"/newsroom/says/{say}")
    holly.sign_in(second)
    holly.press("Publish it")
    gorse.go(f"/newsroom/says/{say}")
    gorse.write("How many codes?", "3")
    gorse.write("What are they for?", "Leaflets in Larkwith")
    gorse.press("Make the codes")
    codes = gorse.page.locator(".cm-sheet__code strong").all_inner_texts()

    site.set(opens + dt.timedelta(hours=9))
    visitor = somebody(390)
    paint, clear = "Paint the railings", "Clear the footpath"
    for code, project in ((codes[0], paint), (codes[1], paint), (codes[0], clear)):
        visitor.go("/payback/say")
        visitor.press("Which place first?")
        visitor.page.get_by_label(project, exact=True).check()
        visitor.write("Your code", code)
        site.wait(seconds=30)
        said = visitor.press("Have your say")
    assert "This code has had its say: each works once." in said
    assert "The count" not in said

    site.set(opens + dt.timedelta(days=7))
    said = somebody(390).go(f"/payback/say/{say}")
    assert "2 of 2 chose Paint the railings" in said
    assert "2 of the 3 codes that were given out were used." in said
