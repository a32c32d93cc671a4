"""The newsroom in a real browser, from an invitation to a name that comes down by itself; on a phone and a desktop."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest

from crimemap.editorial import publishing
from crimemap.editorial.people import Role
from crimemap.editorial.pieces import Kind
from tests.browser.newsroom_site import LONDON, TAMBER, Member, NewsroomSite
from tests.browser.visiting import Visitor
from tests.editorial.convictions_cases import drink_driving

pytestmark = pytest.mark.browser

NAME = "Persona-Sixty Invented"
HAPPENED = "Drove with more alcohol in the breath than the law allows, late in the evening."
LISTS = ("/convictions", "/doing", f"/areas/{TAMBER}", "/", "/convictions/ledger")
WITH_A_LINK = LISTS[:4]
"""Pages that lead to a case while it stands. None of the lists ever names anybody."""


def invite(admin: Visitor, name: str, role: str) -> str:
    """The link of the letter that the administrator had sent."""
    admin.go("/newsroom/accounts")
    admin.press("Invite somebody")
    admin.write("Name", name)
    admin.write("Work email address", address_of(name))
    admin.tick("Tamber Vale", role)
    admin.press("Send the invitation")
    return re.findall(r"http://\S+/newsroom/invitations/[\w-]+", admin.site.letters())[-1]


def address_of(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@corvenshire.example"


def draft(author: Visitor, now: dt.datetime) -> str:
    """From the desk to the page that says what the rules make of a drink-driver's conviction."""
    author.press("New: Conviction")
    author.choose("Which offence was it?", "Drink-driving")
    author.write("On which day was the person convicted?", f"{now - dt.timedelta(days=3):%d %m %Y}")
    author.tick("Which kind of court convicted?", "Magistrates' court")
    author.write("What is the court called?", "Tamber Magistrates' Court")
    for number, (kind, measure) in enumerate((("A fine", "£320"), ("A ban from driving", "14 months")), 1):
        part = author.page.get_by_role("group", name=f"Sentence {number}")
        author.choose("Kind", kind, part)
        author.write("How long, or how much", measure, part)
    author.press("Save and continue")
    author.write("Date of birth", "14 5 1984")
    author.write("Day of the offence", f"{now - dt.timedelta(days=40):%d %m %Y}")
    author.tick("Is there a reporting restriction?", "No, and I have checked with the court")
    strangers = "No, or there is no victim, or it is an organisation"
    author.tick("Do the victim and the person convicted know each other?", strangers)
    author.tick("Was a child a victim or a witness?", "No")
    author.tick("Did the court find hostility towards a group?", "No")
    author.tick("Has anybody appealed?", "No")
    author.press("Save and continue")
    author.write("What is the person's name?", NAME)
    author.choose("Where is the person from?", "Larkwith North")
    author.write("What happened?", HAPPENED)
    author.write("Why is this case published?", "Drink-driving is a priority here, and people ask about it.")
    return author.press("Save and check")


@pytest.mark.parametrize("width", [390, 1280])
def test_from_an_invitation_to_a_name_that_comes_down_by_itself(
    somebody: Callable[..., Visitor], site: NewsroomSite, width: int
):
    admin, author, approver = somebody(width), somebody(width), somebody(width)
    ash, beech = f"Ash{width} Writer", f"Beech{width} Checker"
    admin.accept(site.invited_administrator(f"Elder{width} Administrator"))
    authors_phone = author.accept(invite(admin, ash, "Author"))
    approvers_phone = approver.accept(invite(admin, beech, "Approver"))

    author.press("I have kept them")
    author.sign_out()
    author.sign_in(Member(ash, address_of(ash), authors_phone))
    author.start_counting()
    said = draft(author, site.now())
    assert "The rules: may be published by name" in said
    assert "No rule stands against it." in said
    assert beech in author.page.get_by_role("main").inner_text()
    assert "waits for a second person" in author.press("Hand in for approval")
    assert author.counts == (5, 19, 5)
    piece = author.page.url.partition("?")[0]
    case = "/convictions/" + piece.rpartition("/")[2]

    approver.press("I have kept them")
    for _quarter in range(6):
        site.wait(minutes=25)
        assert approver.page.request.get(site.url + "/newsroom/").ok
    approver.go("/newsroom/")
    approver.start_counting()
    said = approver.follow(piece.removeprefix(site.url))
    assert f"{NAME}, 42, from Larkwith North, was convicted of this offence." in said
    assert "Confirm that it is you" in approver.press("Approve")
    assert "Public. Comes down by itself" in approver.give_code(approvers_phone)
    assert approver.counts == (3, 1, 3)

    stands_from = site.now().date()
    resident = somebody(width)
    for address in LISTS:
        assert NAME not in resident.go(address) + resident.page.content()
        assert resident.links_to(case) is (address in WITH_A_LINK), address
    resident.go("/convictions")
    assert NAME in resident.follow(case)
    assert NAME not in resident.page.title()

    at_midnight = dt.datetime.combine(stands_from + dt.timedelta(days=28), dt.time(), LONDON)
    site.set(at_midnight - dt.timedelta(seconds=60))
    assert NAME in somebody(width).go(case)
    site.set(at_midnight)
    is_nowhere(somebody(width), case)
    said = author.go("/newsroom/pieces")
    author.sign_in(Member(ash, address_of(ash), authors_phone))
    for address in ("/newsroom/", "/newsroom/pieces"):
        assert NAME not in author.go(address) + author.page.content()


def is_nowhere(resident: Visitor, case: str) -> None:
    """Gone from its own page, from every list, and from everything that the site keeps in files."""
    resident.go(case)
    assert resident.status == 410
    assert NAME not in resident.page.content()
    for address in LISTS:
        resident.go(address)
        assert NAME not in resident.page.content()
        assert not resident.links_to(case), address
    assert resident.site.files_with(NAME, HAPPENED) == []


def test_an_appeal_hides_a_case_at_once_and_one_that_succeeds_corrects_it(
    somebody: Callable[..., Visitor], site: NewsroomSite
):
    author = site.member("Cedar Writer", Role.AUTHOR)
    approver = site.member("Dogwood Checker", Role.APPROVER)
    now = site.now()

    def publish(session) -> str:
        day = (now - dt.timedelta(days=2)).date().isoformat()
        content = drink_driving(name=NAME, conviction_date=day, what_happened_en=HAPPENED)
        piece = publishing.create(
            session, author.person, Kind.CONVICTION, TAMBER, content, token="appeal", now=now
        )
        publishing.submit(session, author.person, piece.id, version=piece.version, now=now)
        return publishing.approve(session, approver.person, piece.id, version=piece.version, now=now).id

    piece = site.call(publish)
    case = f"/convictions/{piece}"
    assert NAME in somebody(390).go(case)
    cedar = somebody(390)
    cedar.go(f"/newsroom/pieces/{piece}")
    cedar.sign_in(author)
    assert "Hidden." in cedar.press("An appeal was lodged: hide it now")
    is_nowhere(somebody(1280), case)
    cedar.open("An appeal succeeded")
    assert "Removed and erased." in cedar.press("Remove, erase and correct")
    resident = somebody(1280)
    is_nowhere(resident, case)
    assert "appeal" in resident.go(case)
