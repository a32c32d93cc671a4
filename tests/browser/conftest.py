"""A real browser and a served demonstration county."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from crimemap.release.shelf import Shelf
from tests.browser import decks
from tests.browser.chromium import find_chromium
from tests.browser.halls import LARKWITH, carried
from tests.browser.newsroom_site import LONDON, NewsroomSite, newsroom_over
from tests.browser.visiting import Visitor
from tests.browser.written import ids_of
from tests.county import build_county, served
from tests.small_meetings import meeting, published

WAIT_MS = 60_000  # a machine that runs many things may stand still for ten seconds
expect.set_options(timeout=WAIT_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for each worker of the session; pages are apart from one another by their context."""
    chromium = find_chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(chromium.executable), env=chromium.environment(), args=list(chromium.flags)
        )
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page in a context of its own: `new_page(width=390, height=844, java_script_enabled=False)`.

    Every other keyword is Playwright's `Browser.new_context`'s. What the console or the page complains of stands in
    `page.complaints`.
    """
    contexts = []

    def open_page(*, width: int = 1280, height: int = 800, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: said.type in {"error", "warning"} and complaints.append(said.text))
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.complaints = complaints
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page at 1280 px."""
    return new_page()


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """A page at 390 px, by touch."""
    return new_page(width=390, height=844, has_touch=True, is_mobile=True)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """One folder for the whole session, the same for every xdist worker."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if hasattr(request.config, "workerinput") else base


@pytest.fixture(scope="session")
def county(shared_folder: Path) -> Path:
    """DATA with the demonstration county as its current release."""
    return build_county(shared_folder)


@pytest.fixture(scope="session")
def server_url(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served county."""
    with served(county, tmp_path_factory.mktemp("server") / "gunicorn.log") as address:
        yield address


@pytest.fixture(scope="session")
def names(county: Path) -> dict[str, str]:
    """The names of the two releases of the county, and the ids of what its people wrote."""
    earlier, later = [publication.id for publication in Shelf(county / "releases").published()]
    return {"earlier": earlier, "later": later, **ids_of(county)}


@pytest.fixture(scope="session")
def newsroom(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsroomSite]:
    """The county's releases with a newsroom that is empty at first."""
    with newsroom_over(county, tmp_path_factory.mktemp("newsroom") / "data") as site:
        yield site


@pytest.fixture
def site(newsroom: NewsroomSite) -> NewsroomSite:
    """The newsroom at ten on the next morning: midnight does not come in the middle of a test."""
    newsroom.set(dt.datetime.combine(newsroom.now().date() + dt.timedelta(days=1), dt.time(10), LONDON))
    return newsroom


@pytest.fixture(scope="session")
def looked_at() -> set[tuple[str, ...]]:
    """Pages that visitors have looked at already."""
    return set()


@pytest.fixture
def somebody(site: NewsroomSite, new_page: Callable[..., Page], looked_at) -> Callable[..., Visitor]:
    """Somebody with a browser of their own: `somebody(390)` is on a phone."""

    def sit_down(width: int = 1280, **options: object) -> Visitor:
        phone = {"height": 844, "has_touch": True, "is_mobile": True} if width < 600 else {}
        page = new_page(width=width, **phone, **options)
        return Visitor(site, page, has_script=bool(options.get("java_script_enabled", True)), seen=looked_at)

    return sit_down


@pytest.fixture
def meeting_id(site: NewsroomSite) -> str:
    """A meeting of Larkwith, eleven days on."""
    told = meeting(areas=(LARKWITH,), day=site.now().date() + dt.timedelta(days=11))
    return site.call(lambda session: published(session, told, now=site.now()).id)


@pytest.fixture
def stick(site: NewsroomSite, meeting_id: str, tmp_path: Path) -> Path:
    """Its file, carried away from the site."""
    return carried(site.url, meeting_id, tmp_path)


@pytest.fixture
def laptop(new_page: Callable[..., Page], stick: Path) -> Callable[..., Page]:
    """Opens the file in a browser that has no network; what it asks for besides stands in `page.asked`."""

    def open_file(width: int = 1280, height: int = 720, at: str = "", **options: object) -> Page:
        page = new_page(width=width, height=height, offline=True, accept_downloads=True, **options)
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(stick.as_uri() + at)
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    return open_file


@pytest.fixture(scope="session")
def deck_address(county: Path, server_url: str) -> str:
    """The deck of Larkwith's next meeting in the demonstration county."""
    return decks.address_of(county, server_url)
