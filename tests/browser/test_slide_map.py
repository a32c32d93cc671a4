"""The map of a slide in a real browser: moved, zoomed and pointed at with a mouse, a finger, the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.halls import alone, shown

pytestmark = pytest.mark.browser

LEAST = 27.95  # 28, but for what a browser rounds


def world(page: Page) -> tuple[float, float, float]:
    """Zoom, and how far the map was moved, in the picture's own units."""
    transform = page.locator(".cm-slidemap__world").get_attribute("transform") or ""
    x, y, k = map(float, re.findall(r"-?[\d.]+", transform))
    return k, x, y


def test_a_circle_that_is_pointed_at_tells_its_name_and_its_figure(laptop):
    page = laptop(at="#map")
    for index in (0, 4):
        stop = page.locator(f"[data-stop='{index}']")
        stop.hover()
        told = page.locator(".cm-slidemap__told")
        expect(told).to_contain_text(stop.get_attribute("data-name") or "?")
        expect(told).to_contain_text(stop.get_attribute("data-tells") or "?")
        assert told.evaluate("(each) => parseFloat(getComputedStyle(each).fontSize)") >= LEAST
    page.mouse.move(5, 5)
    expect(page.locator(".cm-slidemap__told")).to_be_hidden()


def test_what_is_told_covers_neither_scale_nor_licence_and_no_button_stands_on_the_map(laptop):
    page = laptop(at="#map")
    sheet = page.locator(".cm-slidemap__sheet").bounding_box()
    scale = page.locator(".cm-slidemap__scale").bounding_box()
    for stop in page.locator("[data-stop]").all():
        stop.dispatch_event("pointermove", {"pointerType": "mouse"})
        box = page.locator(".cm-slidemap__told").bounding_box()
        assert box["y"] + box["height"] <= scale["y"] + 1
    page.get_by_role("button", name="Zoom in").click()
    for name in ("Zoom in", "Zoom out", "Whole area"):
        assert page.get_by_role("button", name=name).bounding_box()["y"] >= sheet["y"] + sheet["height"]
    page.locator("#map summary").click()
    rows = page.locator("#map .cm-slide__sheet")
    assert rows.evaluate("each => each.scrollHeight - each.clientHeight") <= 1, "all rows are in sight"


def test_the_map_is_moved_and_zoomed_by_mouse_and_the_arrow_keys_still_turn_the_slides(laptop, stick):
    page = laptop(at="#map")
    box = page.locator(".cm-slidemap__sheet > svg").bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    circle = page.locator("[data-stop='4'] circle").last
    before = circle.bounding_box()["width"]
    page.mouse.move(*middle)
    page.mouse.wheel(0, -400)
    page.wait_for_function("document.querySelector('[data-slide-map]').hasAttribute('data-zoomed')")
    k, x, y = world(page)
    assert k > 1.5
    assert circle.bounding_box()["width"] == pytest.approx(
        before, abs=1
    )  # a circle says a count, not a distance
    page.mouse.down()
    page.mouse.move(middle[0] + 90, middle[1] - 40, steps=4)
    page.mouse.up()
    moved = world(page)
    assert moved[0] == k
    assert moved[1] > x
    assert moved[2] < y
    assert shown(page) == "map"
    page.get_by_role("button", name="Whole area").click()
    assert world(page) == (1, 0, 0)
    page.get_by_role("button", name="Zoom in").click()
    assert world(page)[0] > 1
    page.evaluate("document.activeElement.blur()")
    page.mouse.click(*middle)
    page.keyboard.press("ArrowRight")
    assert shown(page) != "map"
    assert alone(page, stick), page.complaints


def test_the_map_is_moved_zoomed_and_read_by_the_keyboard_alone(laptop):
    page = laptop(at="#map")
    sheet = page.locator(".cm-slidemap__sheet")
    sheet.focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    k, x, _ = world(page)
    assert k > 1
    page.keyboard.press("ArrowRight")
    assert world(page)[1] < x
    page.keyboard.press("0")
    assert world(page) == (1, 0, 0)
    page.keyboard.press("Tab")
    names = [stop.get_attribute("data-name") for stop in page.locator("[data-stop]").all()]
    read = []
    for _ in names:
        read.append(page.locator("[data-said]").text_content())
        page.keyboard.press("ArrowRight")
    assert len(set(read)) == len(names)
    assert all(any(name in each for each in read) for name in names)
    assert shown(page) == "map"
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert shown(page) != "map"


def test_a_finger_taps_a_circle_and_two_fingers_zoom(laptop):
    page = laptop(390, 844, at="#map", has_touch=True, is_mobile=True)
    page.locator("[data-stop='4']").tap()
    expect(page.locator(".cm-slidemap__told")).to_contain_text(
        page.locator("[data-stop='4']").get_attribute("data-name") or "?"
    )
    box = page.locator(".cm-slidemap__sheet > svg").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)

    def fingers(kind: str, apart: float) -> None:
        points = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
        touch.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [] if kind == "touchEnd" else points}
        )

    fingers("touchStart", 20)
    for apart in (30, 45, 60, 80):
        fingers("touchMove", apart)
    fingers("touchEnd", 80)
    assert world(page)[0] > 2
    assert shown(page) == "map"


ON_THE_SHEET = """() => {
  const box = (each) => { const b = each.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] };
  const seen = (each) => getComputedStyle(each).visibility === 'visible' && each.getClientRects().length > 0;
  const svg = document.querySelector('.cm-slidemap__sheet > svg');
  const scale = svg.getScreenCTM().a;
  return {
    sheet: box(svg),
    names: [...svg.querySelectorAll('.cm-slidemap__name')].filter(seen).map((each) => ({
      words: [...each.children].map((line) => line.textContent).join(' '), box: box(each),
      size: parseFloat(getComputedStyle(each).fontSize) * scale })),
    letters: [...svg.querySelectorAll('[data-stop] text')].filter(seen).map(box),
    circles: [...svg.querySelectorAll('[data-stop] circle')].map(box),
  }
}"""


def apart(one: list[float], other: list[float]) -> bool:
    """Whether two boxes share next to nothing (a text's box has air above its letters)."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across <= 1 or down <= 4


def whole(box: list[float], sheet: list[float]) -> bool:
    return (
        box[0] >= sheet[0] - 1
        and box[1] >= sheet[1] - 1
        and box[2] <= sheet[2] + 1
        and box[3] <= sheet[3] + 1
    )


@pytest.mark.parametrize("clicks", [1, 2, 3])
def test_zoomed_in_it_names_the_parts_in_sight_whole_and_on_nothing_else(laptop, clicks):
    page = laptop(at="#map")
    assert page.evaluate(ON_THE_SHEET)["names"] == []
    for _ in range(clicks):
        page.get_by_role("button", name="Zoom in").click()
    found = page.evaluate(ON_THE_SHEET)
    real = {stop.get_attribute("data-name") for stop in page.locator("[data-stop]").all()}
    assert found["names"]
    assert {each["words"] for each in found["names"]} <= real
    assert all(each["size"] >= LEAST for each in found["names"])
    boxes = [each["box"] for each in found["names"]]
    beside = [*found["letters"], *found["circles"]]
    for place, box in enumerate(boxes):
        assert whole(box, found["sheet"])
        assert all(apart(box, other) for other in (*boxes[:place], *beside)), found["names"][place]
    inside = [each for each in found["letters"] if not out(each, found["sheet"])]
    assert all(whole(each, found["sheet"]) for each in inside), "no letter is cut by an edge"
    page.get_by_role("button", name="Whole area").click()
    assert page.evaluate(ON_THE_SHEET)["names"] == []


def out(box: list[float], sheet: list[float]) -> bool:
    return box[2] <= sheet[0] or box[0] >= sheet[2] or box[3] <= sheet[1] or box[1] >= sheet[3]


def test_a_name_that_had_no_room_comes_once_there_is_some(laptop):
    page = laptop(at="#map")
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
    for index in range(page.locator("[data-stop]").count()):
        stop = page.locator(f"[data-stop='{index}']")
        page.evaluate(
            "(index) => document.querySelector(`[data-points-at$='-stop-${index}']`)?.click()", index
        )
        names = [each["words"] for each in page.evaluate(ON_THE_SHEET)["names"]]
        circle = stop.locator("circle, rect").first.bounding_box()
        sheet = page.locator(".cm-slidemap__sheet").bounding_box()
        if abs(circle["x"] - sheet["x"] - sheet["width"] / 2) < 60:
            assert stop.get_attribute("data-name") in names
