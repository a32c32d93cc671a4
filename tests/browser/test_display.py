"""A deck on a wall, in a hand and without a script: turned, read from the back row, emptied of what expired."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.decks import CUT_OFF, SMALLEST, WALL, WALLS, shown

pytestmark = pytest.mark.browser

SLIDES = [
    "where", "agenda", "told", "did", "map", "types", "trend", "outcomes", "payback", "confidence", "questions",
    "decide", "decisions",
]  # fmt: skip


@pytest.fixture
def address(deck_address: str) -> str:
    return deck_address


@pytest.fixture
def wall(new_page: Callable[..., Page], address: str) -> Page:
    page = new_page(**WALL)
    page.goto(address)
    return page


def at(page: Page) -> str:
    return page.evaluate("location.hash.slice(1)")


def go(page: Page, name: str) -> None:
    page.evaluate("name => { location.hash = name }", name)
    expect(page.locator(f"#{name}")).to_be_visible()


def test_one_slide_is_shown_and_its_name_is_in_the_address(wall: Page) -> None:
    assert shown(wall) == [at(wall)] == ["where"]
    wall.keyboard.press("ArrowRight")
    assert shown(wall) == [at(wall)] == ["agenda"]
    assert wall.complaints == []


@pytest.mark.parametrize(
    ("forward", "back"),
    [("ArrowRight", "ArrowLeft"), ("PageDown", "PageUp"), (" ", "Shift+ "), ("ArrowDown", "ArrowUp")],
)
def test_keys_and_a_clicker_go_through_every_slide_and_back(wall: Page, forward: str, back: str) -> None:
    seen = [at(wall)]
    for _ in range(len(SLIDES) + 2):
        wall.keyboard.press(forward)
        seen.append(at(wall))
    assert list(dict.fromkeys(seen)) == SLIDES
    assert shown(wall) == ["decisions"]
    wall.keyboard.press(back)
    assert shown(wall) == ["decide"]


def test_home_and_end_go_to_the_first_and_the_last(wall: Page) -> None:
    wall.keyboard.press("End")
    assert shown(wall) == ["decisions"]
    wall.keyboard.press("Home")
    assert shown(wall) == ["where"]


def test_an_address_with_a_name_opens_that_slide_and_back_leaves_the_deck(wall: Page, address: str) -> None:
    wall.goto("about:blank")
    wall.goto(f"{address}#outcomes")
    assert shown(wall) == ["outcomes"]
    wall.keyboard.press("PageDown")
    wall.keyboard.press("PageDown")
    wall.go_back()
    assert wall.url == "about:blank"


def test_buttons_and_the_list_of_slides_turn_them(wall: Page) -> None:
    wall.get_by_role("button", name="Next slide").click()
    assert shown(wall) == ["agenda"]
    wall.get_by_role("button", name="Previous slide").click()
    assert shown(wall) == ["where"]
    wall.get_by_role("button", name="All slides").click()
    wall.get_by_role("link", name="How people feel", exact=True).click()
    assert shown(wall) == ["confidence"]
    expect(wall.locator("#contents")).to_be_hidden()


def test_what_is_decided_is_written_down_two_presses_from_any_slide(wall: Page, address: str) -> None:
    go(wall, "map")
    wall.get_by_role("button", name="All slides").click()
    wall.get_by_role("link", name="Write it down", exact=True).click()
    assert shown(wall) == ["decisions"]
    go(wall, "decide")
    wall.get_by_role("link", name="Write it down", exact=True).click()
    assert shown(wall) == ["decisions"]
    expect(wall.get_by_text("Open the file you took along")).to_be_visible()
    wall.get_by_role("link", name="Type it in (sign in)").click()
    wall.wait_for_url("**/newsroom/**")
    expect(wall.get_by_label("Password", exact=True)).to_be_visible()


def test_a_question_mark_shows_the_keys(wall: Page) -> None:
    wall.keyboard.press("?")
    expect(wall.locator("[data-keys]")).to_contain_text("next slide")
    wall.keyboard.press("?")
    expect(wall.locator("[data-keys]")).to_be_hidden()
    assert shown(wall) == ["where"]


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1024, 768)])
def test_the_buttons_have_words_and_cover_nothing(
    new_page: Callable[..., Page], address: str, width: int, height: int
) -> None:
    page = new_page(width=width, height=height)
    page.goto(address)
    for word in ("Back", "Next", "Slides", "Play", "Full screen"):
        expect(page.locator(".cm-deck__bar").get_by_text(word, exact=True)).to_be_visible()
    for name in SLIDES:
        go(page, name)
        under = page.evaluate(
            """() => {
              const bar = document.querySelector("[data-bar]").getBoundingClientRect();
              const parts = "[data-slide]:not([hidden]) :is(p, li, a, button, summary, svg, td)";
              return [...document.querySelectorAll(parts)]
                .filter((each) => each.checkVisibility({ visibilityProperty: true }))
                .map((each) => [each.getBoundingClientRect(), each.textContent.trim().slice(0, 40)])
                .filter(([box]) => box.width && box.left < bar.right && box.right > bar.left)
                .filter(([box]) => box.bottom > bar.top + 1)
                .map(([, text]) => text);
            }"""
        )
        assert under == [], name


def test_a_screen_reader_is_told_each_slide(wall: Page) -> None:
    wall.keyboard.press("PageDown")
    expect(wall.locator("[data-deck-told]")).to_have_text(
        re.compile(r"^2 of 13: What this meeting is about$")
    )


def test_it_goes_on_by_itself_only_when_asked_and_stops_at_the_first_step(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(**WALL)
    page.clock.install()
    page.goto(address)
    page.clock.run_for(120_000)
    assert shown(page) == ["where"]
    play = page.get_by_role("button", name="Play: go on by itself")
    play.click()
    page.clock.run_for(20_500)
    assert shown(page) == ["agenda"]
    page.keyboard.press("PageDown")
    expect(play).to_have_attribute("aria-pressed", "false")
    page.clock.run_for(120_000)
    assert shown(page) == ["told"]


def test_it_stops_by_itself_at_the_last_slide(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(**WALL)
    page.clock.install()
    page.goto(f"{address}#decide")
    play = page.get_by_role("button", name="Play: go on by itself")
    play.click()
    page.clock.run_for(70_000)
    assert shown(page) == ["decisions"]
    expect(play).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize(("width", "height"), WALLS)
def test_no_text_on_a_wall_is_smaller_than_28_px_and_every_slide_fits(
    new_page: Callable[..., Page], address: str, width: int, height: int
) -> None:
    page = new_page(width=width, height=height)
    page.goto(address)
    for name in SLIDES:
        go(page, name)
        assert page.evaluate(SMALLEST) == [], name
        assert page.evaluate("() => document.documentElement.scrollHeight") <= height + 1, name
        assert page.evaluate("() => document.documentElement.scrollWidth") == width, name
        assert page.evaluate(CUT_OFF) == [], name


@pytest.mark.parametrize(("width", "height"), WALLS)
def test_each_wall_is_told_once_what_has_no_room_on_it(
    new_page: Callable[..., Page], address: str, width: int, height: int
) -> None:
    page = new_page(width=width, height=height)
    page.goto(address)
    go(page, "did")
    for group in page.locator("#did [data-group]").all():
        lines, seen = group.locator("li").count(), group.locator("li:visible").count()
        told = group.locator(".cm-lines__more:visible").all_inner_texts()
        assert told == ([f"{lines - seen} more on the handout."] if 0 < seen < lines else [])


def test_letters_grow_with_the_wall(new_page: Callable[..., Page], address: str) -> None:
    page = new_page(width=1920, height=1080)
    page.goto(address)
    size = page.locator("#where .cm-slide__part").evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert size == pytest.approx(42, abs=0.5)


def test_on_a_phone_nothing_is_wider_than_the_screen_and_no_text_is_small(phone: Page, address: str) -> None:
    phone.goto(address)
    for name in SLIDES:
        go(phone, name)
        assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390, name
        small = phone.evaluate(SMALLEST.replace("27.9", "15.4"))  # a letter in a circle of the map is 15.5 px
        assert small == [], name


def test_a_finger_turns_the_slides(phone: Page, address: str) -> None:
    phone.goto(address)
    swipe = """([from, to]) => {
      const touch = (x) => new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 300 });
      const send = (kind, x, held) => document.body.dispatchEvent(new TouchEvent(kind,
        { bubbles: true, touches: held ? [touch(x)] : [], changedTouches: [touch(x)] }));
      send("touchstart", from, true);
      send("touchend", to, false);
    }"""
    phone.evaluate(swipe, [300, 90])
    assert shown(phone) == ["agenda"]
    phone.evaluate(swipe, [90, 300])
    assert shown(phone) == ["where"]
    phone.evaluate(swipe, [100, 120])
    assert shown(phone) == ["where"]


@pytest.mark.parametrize("name", SLIDES)
def test_each_slide_is_accessible_and_has_a_contrast_of_seven(wall: Page, name: str) -> None:
    go(wall, name)
    only = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
    rules = {"color-contrast-enhanced": {"enabled": True}}
    found = Axe().run(wall, options={"runOnly": {"type": "tag", "values": only}, "rules": rules}).response
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []
    assert {"color-contrast", "color-contrast-enhanced"} <= {one["id"] for one in found["passes"]}


def test_the_table_of_a_picture_opens_over_the_slide_and_escape_closes_it(wall: Page) -> None:
    go(wall, "types")
    wall.locator("#types summary").click()
    expect(wall.get_by_role("table", name="Kinds of crime in Larkwith")).to_be_visible()
    expect(wall.locator("#types [data-table] [tabindex]").first).to_be_focused()
    wall.keyboard.press("ArrowDown")
    assert shown(wall) == ["types"]
    wall.keyboard.press("Escape")
    expect(wall.get_by_role("table", name="Kinds of crime in Larkwith")).to_be_hidden()
    wall.keyboard.press("PageDown")
    assert shown(wall) == ["trend"]


# --- another window, and none --------------------------------------------------------------------------------


def test_another_window_is_told_the_slide_and_can_turn_it(wall: Page, address: str) -> None:
    other = wall.context.new_page()
    other.goto(address.removesuffix("/display"))
    name = address.split("/")[-2]
    other.evaluate(
        """name => {
          window.said = [];
          window.channel = new BroadcastChannel(`crimemap-deck:${name}`);
          window.channel.onmessage = ({ data }) => window.said.push(data.at);
          window.channel.postMessage({ ask: true });
        }""",
        name,
    )
    other.wait_for_function("() => window.said.at(-1) === 'where'")
    other.evaluate("() => window.channel.postMessage({ step: 1 })")
    other.wait_for_function("() => window.said.at(-1) === 'agenda'")
    other.evaluate("() => window.channel.postMessage({ go: 'trend' })")
    expect(wall.locator("#trend")).to_be_visible()


def test_without_a_script_the_slides_follow_each_other_and_links_lead_through_them(
    new_page: Callable[..., Page], address: str
) -> None:
    page = new_page(**WALL, java_script_enabled=False)
    page.goto(address)
    assert page.locator("section.cm-slide:visible").count() == len(SLIDES)
    page.get_by_role("link", name="What kinds", exact=True).click()
    assert page.url.endswith("#types")
    page.locator("#types").get_by_role("link", name=re.compile("^Next:")).click()
    assert page.url.endswith("#trend")
    expect(page.get_by_role("button", name="Next slide")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 640])  # a window of 1280 at 400 % and at 200 %
def test_nothing_is_wider_than_a_window_that_is_enlarged(
    new_page: Callable[..., Page], address: str, width: int
) -> None:
    page = new_page(width=width, height=round(width * 0.8))
    page.goto(address)
    for name in SLIDES:
        go(page, name)
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, name


def test_every_table_is_open_while_it_is_printed_whatever_the_browser_makes_of_closed_ones(
    wall: Page,
) -> None:
    closed = wall.locator("[data-table]:not([open])")
    before = closed.count()
    assert before > 3
    wall.evaluate("() => { dispatchEvent(new Event('beforeprint')) }")
    expect(closed).to_have_count(0)
    wall.evaluate("() => { dispatchEvent(new Event('afterprint')) }")
    expect(closed).to_have_count(before)
    wall.keyboard.press("ArrowRight")
    assert shown(wall) == ["agenda"]


def test_on_paper_every_slide_stands_with_its_tables_and_without_buttons(wall: Page) -> None:
    wall.emulate_media(media="print")
    assert wall.locator("section.cm-slide:visible").count() == len(SLIDES)
    expect(wall.get_by_role("button", name="Next slide")).to_be_hidden()
