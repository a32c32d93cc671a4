"""A meeting in a box as a sergeant has it: a file opened from a stick, no network, the keyboard, decisions saved."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from crimemap import language
from crimemap.editorial import publishing
from crimemap.editorial.meetings import packed, packfile
from crimemap.editorial.people import Grant, Person, Role
from tests.browser.halls import alone, shown
from tests.browser.looking import faults

pytestmark = pytest.mark.browser

SMALL_PRINT = ".cm-slidemap__scale, .cm-slidemap__line, .cm-slide__source"


def test_it_opens_without_a_network_and_every_slide_is_reached_by_keyboard(laptop, stick):
    page = laptop()
    seen = [shown(page)]
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        if shown(page) == seen[-1]:
            break
        seen.append(shown(page))
    assert seen[0] == "where"
    assert seen[-2:] == ["decide", "decisions"]
    assert {"told", "did", "map", "types", "trend", "outcomes", "payback", "confidence", "questions"} <= set(
        seen
    )
    assert page.url.endswith("#decisions")
    page.keyboard.press("Home")
    assert shown(page) == "where"
    for key in ("PageDown", " "):
        page.keyboard.press(key)
    assert shown(page) == seen[2]
    assert alone(page, stick), (page.complaints, page.asked)


def test_its_letters_are_those_of_the_site_though_nothing_can_be_fetched(laptop):
    page = laptop()
    assert page.evaluate("document.fonts.check('28px \"Hanken Grotesk Variable\"')")
    assert page.evaluate("[...document.fonts].some((face) => face.status === 'loaded')")


def test_nothing_that_was_put_into_it_later_can_run(laptop):
    page = laptop()
    page.evaluate(
        """() => {
          const script = document.createElement('script')
          script.textContent = 'window.ran = true'
          document.body.append(script)
          const link = document.createElement('a')
          link.setAttribute('onclick', 'window.ran = true')
          document.body.append(link)
          link.click()
        }"""
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in each for each in page.complaints)


def save(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save decisions").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_decisions_are_typed_and_saved_as_a_file_that_the_newsroom_reads(laptop, stick, meeting_id, site):
    page = laptop(at="#decide")
    page.keyboard.press("ArrowRight")
    page.get_by_role("textbox", name="What was decided").fill("The gates are locked from dusk.")
    page.get_by_role("textbox", name="What will be done").fill("Fit timers to both locks.")
    page.get_by_role("combobox", name="Who does it").fill("Tamber Vale Council")
    page.get_by_role("textbox", name="By when").fill("31 1 2027")
    page.get_by_role("combobox", name="Whom to ask").fill("Neighbourhood manager")
    page.get_by_role("textbox", name="Telephone or email").fill("01632 960110")
    page.get_by_role("button", name="Add a decision").click()
    assert page.evaluate("document.activeElement.id") == "decisions-2-decided"
    page.keyboard.type("A second one – “so be it”.")
    page.get_by_label("How many people are here").fill("31")
    page.get_by_role("button", name="Add a show of hands").click()
    page.get_by_role("textbox", name="The question").fill("Dusk, or ten?")
    page.get_by_role("spinbutton", name="For", exact=True).fill("21")
    page.get_by_role("spinbutton", name="Against").fill("4")
    page.get_by_role("button", name="Add a question").click()
    page.get_by_role("textbox", name="What was asked").fill("Will the police station stay open?")
    assert shown(page) == "decisions"

    name, data = save(page)
    assert name == f"decisions-{meeting_id}-1.json"
    expect(page.locator("[data-status]")).to_contain_text(name)
    read = packfile.read(data)
    assert (read.saved, read.partnership, read.spoken) == (1, "E22900001", "en")
    record = read.record
    assert (record.meeting, record.present) == (meeting_id, 31)
    assert record.held == site.now().date() + dt.timedelta(days=11)
    first, second = record.decisions
    assert (first.decided_en, first.owner, first.due) == (
        "The gates are locked from dusk.", "Tamber Vale Council", dt.date(2027, 1, 31),
    )  # fmt: skip
    assert (first.action_en, first.contact, first.reach) == (
        "Fit timers to both locks.", "Neighbourhood manager", "01632 960110",
    )  # fmt: skip
    assert second.decided_en == "A second one – “so be it”."
    assert [(each.question_en, each.yes, each.no, each.neither) for each in record.hands] == [
        ("Dusk, or ten?", 21, 4, 0)
    ]
    assert [each.question_en for each in record.asked] == ["Will the police station stay open?"]

    page.get_by_role("button", name=re.compile("Remove.*Decision 2")).click()
    again = packfile.read(save(page)[1])
    assert (again.saved, again.session) == (2, read.session)
    assert len(again.record.decisions) == 1
    assert alone(page, stick), (page.complaints, page.asked)


def test_what_was_decided_in_the_hall_is_public_the_same_night_and_a_file_read_twice_is_read_once(
    laptop, meeting_id, site, new_page
):
    page = laptop(at="#decisions")
    page.get_by_role("textbox", name="What was decided").fill("The gates are locked from dusk.")
    page.get_by_role("textbox", name="What will be done").fill("Fit timers to both locks.")
    page.get_by_role("combobox", name="Who does it").fill("Tamber Vale Council")
    page.get_by_role("textbox", name="By when").fill("31 1 2027")
    page.get_by_role("combobox", name="Whom to ask").fill("Neighbourhood manager")
    page.get_by_role("textbox", name="Telephone or email").fill("01632 960110")
    file = packfile.read(save(page)[1])
    page.get_by_role("button", name="Erase from this computer").click()
    page.get_by_role("button", name="Press again to erase it all").click()

    site.wait(days=11, hours=11, minutes=30)  # the evening of the meeting
    author = Person("writes-it-in", "Ash", frozenset({Grant(Role.AUTHOR, file.partnership)}))
    second = Person("reads-it-again", "Beech", frozenset({Grant(Role.APPROVER, file.partnership)}))
    first = site.call(lambda session: told(packed.take_in(session, author, file, now=site.now())))
    again = site.call(lambda session: told(packed.take_in(session, author, file, now=site.now())))
    assert first[1:] == ("new",)
    assert again == (first[0], "same")

    def publish(session) -> None:
        piece = publishing.submit(session, author, first[0], version=1, now=site.now())
        publishing.approve(session, second, first[0], version=piece.version, now=site.now())

    site.call(publish)
    public = new_page()
    public.goto(f"{site.url}/meetings/{meeting_id}")
    expect(public.get_by_text("The gates are locked from dusk.")).to_have_count(1)
    expect(public.get_by_text("31 January 2027").first).to_be_visible()
    expect(public.get_by_text("Tamber Vale Council").first).to_be_visible()


def told(taken: packed.Taken) -> tuple[str, str]:
    """The draft, and what the file did to it."""
    return taken.piece.id, taken.outcome.value


def test_what_was_typed_is_there_again_after_the_browser_was_closed_and_can_be_erased(laptop):
    page = laptop(at="#decisions")
    field = page.get_by_role("textbox", name="What was decided")
    field.fill("Lights on the canal path.")
    page.reload()
    expect(field).to_have_value("Lights on the canal path.")
    expect(page.locator("[data-status]")).not_to_be_empty()
    session = json.loads(save(page)[1])["session"]
    page.reload()
    assert json.loads(save(page)[1])["session"] == session
    page.get_by_role("button", name="Erase from this computer").click()
    expect(field).to_have_value("Lights on the canal path.")
    page.get_by_role("button", name="Press again to erase it all").click()
    expect(field).to_have_value("")
    assert page.evaluate("Object.keys(localStorage)") == []
    field.fill("Another meeting.")
    fresh = json.loads(save(page)[1])
    assert fresh["session"] != session
    assert fresh["saved"] == 1


def test_once_the_file_is_saved_the_form_offers_to_erase_what_this_computer_keeps(laptop):
    page = laptop(at="#decisions")
    offer = page.get_by_text("Others may use this computer too.")
    field = page.get_by_role("textbox", name="What was decided")
    field.fill("Lights on the canal path.")
    expect(offer).to_be_hidden()
    save(page)
    expect(offer).to_be_visible()
    field.fill("Lights on the whole path.")
    expect(offer).to_be_hidden()
    save(page)
    page.get_by_role("button", name="Erase it here now").click()
    page.get_by_role("button", name="Press again to erase it all").click()
    expect(field).to_have_value("")
    expect(offer).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_nobody_touched_for_a_week_erases_itself_when_the_form_is_opened_next(laptop):
    page = laptop(at="#decisions")
    expect(page.get_by_text("Opened more than 7 days after the last word")).to_be_attached()
    field = page.get_by_role("textbox", name="What was decided")
    field.fill("Lights on the canal path.")
    aged = """(days) => {
      for (const name of Object.keys(localStorage)) {
        const kept = JSON.parse(localStorage.getItem(name))
        localStorage.setItem(name, JSON.stringify({ ...kept, at: Date.now() - days * 86400000 }))
        localStorage.setItem(`${name}-another-meeting`, JSON.stringify({ ...kept, at: Date.now() - days * 86400000 }))
      }
    }"""
    save(page)
    page.evaluate(aged, 6)
    page.reload()
    expect(field).to_have_value("Lights on the canal path.")
    page.evaluate(aged, 8)
    page.reload()
    expect(field).to_have_value("")
    expect(page.locator("[data-status]")).to_contain_text("has been erased from this computer")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_nobody_leaves_without_being_asked_while_something_is_not_saved(laptop):
    page = laptop(at="#decisions")
    asked: list[str] = []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.get_by_role("textbox", name="What was decided").click()
    page.keyboard.type("Half a thought")
    page.close(run_before_unload=True)
    expect(page.get_by_role("textbox", name="What was decided")).to_have_value("Half a thought")
    assert asked == ["beforeunload"]


def test_what_is_missing_is_said_beside_its_field_and_the_file_is_saved_all_the_same(laptop):
    page = laptop(at="#decisions")
    page.get_by_role("textbox", name="What was decided").fill("The gates are locked from dusk.")
    read = packfile.read(save(page)[1])
    assert read.record.decisions[0].decided_en == "The gates are locked from dusk."
    missing = page.locator("[data-missing]:visible")
    expect(missing).to_have_text(["If anything is to be done: say what, who does it and by when."])
    page.get_by_role("textbox", name="What will be done").fill("Fit timers.")
    page.get_by_role("button", name="Show of hands", exact=True).click()
    page.get_by_role("button", name="Add a show of hands").click()
    page.get_by_role("textbox", name="The question").fill("Dusk, or ten?")
    for name, hands in (("For", "18"), ("Against", "5"), ("Abstained", "2")):
        page.get_by_role("spinbutton", name=name, exact=True).fill(hands)
    assert packfile.read(save(page)[1]).record.hands[0].neither == 2
    expect(missing).to_have_text(
        [
            "Say which organisation or team does it.",
            "Say by when it is done.",
            "Say whom to ask about it: a role, not a person’s name.",
            "Say how many people came: a show of hands is told with its turnout.",
        ]
    )
    expect(page.locator("[data-status]")).to_contain_text("Still wanted before it is published: 4")
    page.get_by_label("How many people are here").fill("20")
    expect(missing.last).to_have_text("25 hands were raised, and 20 people came: count again.")
    page.get_by_role("spinbutton", name="For", exact=True).fill("13")
    expect(missing).to_have_count(3)
    expect(page.get_by_role("textbox", name="By when")).to_have_accessible_description(
        "Day month year: 31 1 2027 Say by when it is done."
    )


@pytest.mark.parametrize("locale", ["en-US", "en-GB"])
def test_a_day_is_read_as_it_is_written_here_whatever_the_browser_speaks(laptop, locale):
    page = laptop(at="#decisions", locale=locale)
    page.get_by_role("textbox", name="What was decided").fill("Meet again.")
    due = page.get_by_role("textbox", name="By when")
    for typed, read in (
        ("3 4 2027", dt.date(2027, 4, 3)),
        ("03/04/27", dt.date(2027, 4, 3)),
        ("3rd April 2027", dt.date(2027, 4, 3)),
        ("2027-04-03", dt.date(2027, 4, 3)),
        ("29.2.2028", dt.date(2028, 2, 29)),
    ):
        due.fill(typed)
        assert packfile.read(save(page)[1]).record.decisions[0].due == read
    for typed in ("31 2 2027", "4 13 2027", "soon"):
        due.fill(typed)
        page.get_by_role("button", name="Save decisions").click()
        expect(page.locator("[data-status]")).to_have_text("Not saved to a file yet.")
        assert "no day" in due.evaluate("field => field.validationMessage")
    page.reload()
    expect(due).to_have_value("soon")


def test_a_month_is_read_in_the_language_of_the_page_which_the_browser_need_not_know(laptop, stick):
    with language.using("cy"):
        welsh = " ".join(language.month_names())
    stick.write_text(stick.read_text().replace('data-months="January', f'data-months="{welsh} January'))
    page = laptop(at="#decisions")
    page.get_by_role("textbox", name="What was decided").fill("Meet again.")
    for typed, read in (("31 Ionawr 2027", dt.date(2027, 1, 31)), ("3 March 2027", dt.date(2027, 3, 3))):
        page.get_by_role("textbox", name="By when").fill(typed)
        assert packfile.read(save(page)[1]).record.decisions[0].due == read


def test_the_list_at_the_top_leads_to_the_hands_and_the_questions(laptop):
    page = laptop(at="#decisions")
    for name, title in (("Show of hands", "Shows of hands"), ("Questions", "Questions from the room")):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=title)).to_be_focused()
        expect(page.get_by_role("heading", name=title)).to_be_in_viewport()
    page.get_by_role("button", name="Decisions", exact=True).click()
    expect(page.get_by_role("textbox", name="What was decided")).to_be_focused()
    assert shown(page) == "decisions"


def test_the_first_decision_is_seen_whole_before_anything_is_scrolled(laptop):
    page = laptop(at="#decisions")
    last = page.get_by_role("textbox", name="Telephone or email").bounding_box()
    assert last["y"] + last["height"] <= page.locator(".cm-decide__save").bounding_box()["y"]


def test_saving_nothing_makes_no_file(laptop):
    page = laptop(at="#decisions")
    page.get_by_role("button", name="Save decisions").click()
    expect(page.locator("[data-status]")).to_contain_text("nothing to save")
    assert page.locator("[data-copy]").is_hidden()


def test_a_browser_without_storage_keeps_it_in_the_page_and_saves_all_the_same(laptop, stick):
    page = laptop(at="#decisions")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
    )
    page.reload()
    page.get_by_role("textbox", name="What was decided").fill("All the same.")
    assert packfile.read(save(page)[1]).record.decisions[0].decided_en == "All the same."
    assert alone(page, stick), page.complaints


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1024, 768), (390, 844)])
def test_the_field_that_one_types_in_is_never_under_what_stays_in_sight(laptop, width, height):
    page = laptop(width, height, at="#decisions")
    page.get_by_role("button", name="Add a question").click()
    page.get_by_role("textbox", name="What was decided").focus()
    edge = "document.querySelector('.cm-decide__save').getBoundingClientRect().top"
    for _ in range(14):
        page.keyboard.press("Tab")
        bottom = page.evaluate(
            "document.activeElement.closest('.cm-decide__save')"
            " ? 0 : document.activeElement.getBoundingClientRect().bottom"
        )
        assert bottom <= page.evaluate(edge) + 1, page.evaluate("document.activeElement.outerHTML")


def test_nothing_of_the_map_and_the_form_is_smaller_than_a_hall_can_read(laptop):
    page = laptop(at="#map")
    page.locator("[data-stop='4']").hover()
    sizes = """(small) => [...document.querySelectorAll('[data-slide]:not([hidden]) *')]
      .filter((each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
      .filter((each) => each.checkVisibility() && !each.closest(small) && !each.closest('svg defs, title, desc'))
      .map((each) => {
        const scale = each.ownerSVGElement ? each.getScreenCTM().a : 1
        return [parseFloat(getComputedStyle(each).fontSize) * scale, each.textContent.trim().slice(0, 40)]
      }).filter(([size]) => size < 27.95)"""
    hidden = f"{SMALL_PRINT}, .cm-slidemap__said, .cm-slidemap__source, .cm-slide__more, .cm-slide__table"
    assert page.evaluate(sizes, hidden) == []
    page.keyboard.press("End")
    page.get_by_role("button", name="Add a show of hands").click()
    assert page.evaluate(sizes, f"{SMALL_PRINT}, .cm-decide__unseen, template") == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_map_and_the_form_pass_axe(laptop, width):
    page = laptop(width, 844 if width < 600 else 720, at="#map")
    page.locator("[data-stop='4']").hover()
    assert faults(page) == []
    page.keyboard.press("End")
    page.get_by_role("button", name="Add a question").click()
    assert faults(page) == []


def test_without_scripts_all_of_it_is_there_to_read_and_the_paper_form_is_named(laptop):
    page = laptop(at="", java_script_enabled=False)
    assert all(slide.is_visible() for slide in page.locator("[data-slide]").all())
    assert page.locator("form[data-decide]").is_hidden()
    expect(page.locator("#decisions")).to_contain_text("decisions.pdf")
    assert page.locator(".cm-slidemap__buttons").is_hidden()
