"""Somebody at a browser: goes to pages, answers questions, presses buttons. Every page that they come to is looked at.

What they do is counted, so that a test can say how many pages, answers and presses a piece of work takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Response

from tests.browser.looking import at_width, faults, too_wide
from tests.browser.newsroom_site import PASSWORD, Member, NewsroomSite, code_at

_PHONE, _DESKTOP = 390, 1280
_NAMES: Final = re.compile(r"/(?=[^/]*\d)[^/]+|/[\w-]{20,}")
"""What is particular in an address: ids, receipts, the secrets of links."""

_GOVUK_EXPANDS: Final = re.compile(
    r'aria-allowed-attr: <input class="govuk-radios__input"[^>]* aria-controls="'
)
"""GOV.UK's radios say whether the questions under them are open, which ARIA 1.2 does not foresee: they keep it."""

_LOOKED_AT_ELSEWHERE: Final = re.compile(r"/$|/areas/")
"""The largest pages: test_every_page.py looks at them in every state."""

_MADE_OF: Final = """() => [...new Set([...document.querySelectorAll('body *')].map(
    each => [each.tagName, each.getAttribute('class'), each.type, each.checked, each.open].join()))].sort().join(' ')"""


@dataclass
class Visitor:
    """Whoever sits at `page`. `status` is that of the last address they went to; `pages`, `answers` and `presses` count
    since `start_counting`."""

    site: NewsroomSite
    page: Page
    status: int = 0
    pages: int = 0
    answers: int = 0
    presses: int = 0
    has_script: bool = True
    wrong: list[str] = field(default_factory=list)
    seen: set[tuple[str, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("response", self._answered)

    def start_counting(self) -> None:
        self.pages = self.answers = self.presses = 0

    @property
    def counts(self) -> tuple[int, int, int]:
        """Pages come to, questions answered, buttons and links pressed."""
        return self.pages, self.answers, self.presses

    def go(self, address: str) -> str:
        """To an address of the site, or a whole one; answers what the page says."""
        answer = self.page.goto(address if address.startswith("http") else self.site.url + address)
        self.status = answer.status if answer else 0
        return self._arrived()

    def press(self, name: str, within: Locator | None = None) -> str:
        """A button, or a link that leads to a page; answers what the next page says."""
        place = within or self.page.get_by_role("main")
        wanted = place.get_by_role("button", name=name, exact=True)
        wanted = wanted.or_(place.get_by_role("link", name=name, exact=True)).first
        with self.page.expect_navigation():
            wanted.click()
        self.presses += 1
        return self._arrived()

    def follow(self, address: str) -> str:
        """The first link on the page to this address."""
        with self.page.expect_navigation():
            self.page.locator(f'main a[href="{address}"]').first.click()
        self.presses += 1
        return self._arrived()

    def links_to(self, address: str) -> bool:
        """Whether the page has a link there."""
        return self.page.locator(f'a[href="{address}"]').count() > 0

    def open(self, name: str) -> None:
        """Unfold a part of the page."""
        self.page.get_by_role("main").locator("summary", has_text=name).first.click()
        self.presses += 1

    def write(self, label: str, text: str, within: Locator | None = None) -> None:
        """Into the box with this label."""
        (within or self.page.get_by_role("main")).get_by_label(label, exact=True).first.fill(text)
        self.answers += 1

    def choose(self, label: str, option: str, within: Locator | None = None) -> None:
        """From a list."""
        (within or self.page.get_by_role("main")).get_by_label(label, exact=True).first.select_option(
            label=option
        )
        self.answers += 1

    def tick(self, question: str, answer: str) -> None:
        """One of the answers to a question."""
        asked = self.page.get_by_role("group", name=question, exact=True).last
        asked.get_by_label(answer, exact=True).check()
        self.answers += 1

    def says(self) -> str:
        """All that the page says to whoever reads it."""
        return self.page.locator("body").inner_text()

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400 and answer.request.resource_type not in {"document", "fetch"}:
            self.wrong.append(f"{answer.status} {answer.url}")

    def _arrived(self) -> str:
        self.pages += 1
        self.page.wait_for_load_state("load")
        self._look()
        return self.says()

    def _look(self) -> None:
        """With axe and for what is too wide, on a phone and on a desktop: once for a page that is made of the same.

        Axe needs scripts; without them a page is made of the same as with them.
        """
        here = _NAMES.sub("/…", urlsplit(self.page.url).path)
        known = (here, self.page.evaluate(_MADE_OF) if self.has_script else "")
        if self.has_script and known not in self.seen and not _LOOKED_AT_ELSEWHERE.match(here):
            self.seen.add(known)
            own = self.page.viewport_size
            for width in (_PHONE, _DESKTOP):
                at_width(self.page, width)
                found = [fault for fault in faults(self.page) if not _GOVUK_EXPANDS.match(fault)]
                found += too_wide(self.page)
                self.wrong += [f"{here} at {width}: {fault}" for fault in found]
            at_width(self.page, own["width"], own["height"])
        told = [text for text in self.page.complaints if "Failed to load resource" not in text]
        self.wrong += [f"{here}: {text}" for text in told]
        self.page.complaints.clear()
        assert not self.wrong, "\n".join(self.wrong)

    # ---- getting in

    def accept(self, link: str) -> str:
        """Accept an invitation: a password, a phone. Answers the phone's secret; the recovery codes are on show."""
        self.go(link)
        self.write("Choose a password", PASSWORD)
        self.press("Continue")
        secret = self.page.locator(".cm-key-text").inner_text()
        self.write("Code", code_at(secret, self.site.now()))
        said = self.press("Finish")
        assert "Your recovery codes" in said
        return secret

    def sign_in(self, member: Member) -> str:
        """By password and phone, to wherever they were going."""
        if "/sign-in" not in self.page.url:
            self.go("/newsroom/sign-in")
        self.write("Email address", member.email)
        self.write("Password", PASSWORD)
        self.press("Continue")
        return self.give_code(member.secret)

    def sign_out(self) -> str:
        """At the head of the page."""
        return self.press("Sign out", self.page.get_by_role("navigation", name="Newsroom"))

    def give_code(self, secret: str) -> str:
        """The phone's next code: each works once."""
        self.site.wait(seconds=30)
        self.write("Code", code_at(secret, self.site.now()))
        return self.press("Continue")
