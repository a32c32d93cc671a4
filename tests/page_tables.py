"""Tables of a page as rows of text, for tests that hold them against other things."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """`rows`: cells as text, heads of rows among them; rows of one cell (a group's name) are left out."""

    caption: str
    heads: list[str]
    rows: list[list[str]]


def flat(markup: str) -> str:
    """As text on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def tables(page: str) -> Iterator[Table]:
    """Every table of a page, in its order."""
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        caption = re.search(r"<caption[^>]*>(.*?)</caption>", table, re.DOTALL)
        rows = [
            [flat(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
            for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        ]
        heads, *body = rows
        yield Table(flat(caption[1]) if caption else "", heads, [row for row in body if len(row) > 1])
