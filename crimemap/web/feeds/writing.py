"""Entries as a feed: Atom, RSS 2.0, JSON Feed 1.1. Same entries, same bytes; nothing in it counts its readers."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed, Rss201rev2Feed

_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SINCE: Final = "2026"
"""The year in the names of entries, as RFC 4151 wants one: it never changes again."""


class Form(StrEnum):
    """By the end of an address."""

    ATOM = "atom"
    RSS = "rss"
    JSON = "json"

    @property
    def type(self) -> str:
        """As the answer says it."""
        return {
            Form.ATOM: "application/atom+xml", Form.RSS: "application/rss+xml", Form.JSON: "application/feed+json",
        }[self]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `name` is its own for ever; `lang`: of title and text, where not the feed's.

    `at`: since when it is public; `changed`: when what is said of it last changed.
    """

    name: str
    title: str
    lang: str | None
    address: str
    text: str
    about: str
    at: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """What stands at the head. `address` is its own, `page` that of the page that says the same, both absolute."""

    title: str
    text: str
    author: str
    rights: str
    lang: str
    address: str
    page: str
    entries: tuple[Entry, ...]
    made: datetime

    @property
    def changed(self) -> datetime:
        """Its last entry's, else when its figures were made: never the clock's."""
        return max((entry.changed for entry in self.entries), default=self.made)


def write(feed: Feed, form: Form) -> bytes:
    """The bytes of a feed."""
    if form is Form.JSON:
        return _json(feed)
    kind = _Atom if form is Form.ATOM else _Rss
    made = kind(
        title=feed.title, link=feed.page, description=feed.text, language=feed.lang, author_name=feed.author,
        feed_url=feed.address, feed_copyright=feed.rights, feed_guid=_name(feed.address, "feed"), changed=feed.changed,
    )  # fmt: skip
    for entry in feed.entries:
        text = html.escape(_clean(entry.text), quote=False).replace("\n", "<br>")
        made.add_item(
            title=_clean(entry.title), link=entry.address, description=text,
            pubdate=_utc(entry.at), updateddate=_utc(entry.changed), unique_id=_name(feed.address, entry.name),
            unique_id_is_permalink=False, categories=[entry.about], lang=entry.lang,
        )  # fmt: skip
    return bytes(made.writeString("utf-8"), "utf-8")


class _Atom(Atom1Feed):  # type: ignore[misc]  # the library is not typed
    """With the instant of the feed itself, and the language of each entry."""

    def latest_post_date(self) -> datetime:
        return _utc(self.feed["changed"])

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["lang"]} if item["lang"] else {}


class _Rss(Rss201rev2Feed):  # type: ignore[misc]  # the library is not typed
    def latest_post_date(self) -> datetime:
        return _utc(self.feed["changed"])


def _json(feed: Feed) -> bytes:
    items = [
        {
            "id": _name(feed.address, entry.name), "url": entry.address, "title": entry.title,
            "content_text": entry.text, "date_published": _utc(entry.at).isoformat(),
            "date_modified": _utc(entry.changed).isoformat(), "tags": [entry.about],
            **({"language": entry.lang} if entry.lang else {}),
        }
        for entry in feed.entries
    ]  # fmt: skip
    said = {
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title, "description": feed.text,
        "home_page_url": feed.page, "feed_url": feed.address, "language": feed.lang,
        "authors": [{"name": feed.author}], "_crimemap": {"rights": feed.rights}, "items": items,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _name(address: str, what: str) -> str:
    """A name that stays when the address of its page does not."""
    parts = urlsplit(address)
    return f"tag:{parts.hostname},{_SINCE}:{parts.path if what == 'feed' else what}"


def _clean(text: str) -> str:
    """Without the letters that XML cannot hold: a single one would make the whole feed unreadable."""
    return _NOT_IN_XML.sub("", text)


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
