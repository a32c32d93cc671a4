"""What an attacker sends, and forms filled in by a program."""

from __future__ import annotations

from html.parser import HTMLParser

# Each holds a mark that is found again, raw or escaped.
SCRIPTS = (
    '<script>alert("mark1")</script>',
    '"><img src=x onerror=alert("mark2")>',
    "</textarea></title><svg onload=alert('mark3')>",
    "' autofocus onfocus=alert('mark4') x='",
    "{{ 7*7 }}{% raw %}mark5${7*7}`",
    "javascript:alert('mark6')",
    '<a href="javascript:alert(1)">mark7</a><!--',
)
# Each sets `window.ran` where anything takes it for a program.
PROGRAMS = (
    "<script>window.ran = 1</script>",
    '"><img src=x onerror="window.ran = 2">',
    "</script><script>window.ran = 3</script>",
    "</title></style></textarea><svg onload=window.ran=4>",
    "javascript:window.ran=5",
    "${window.ran=6}`${window.ran=6}`",
    "{{constructor.constructor('window.ran=7')()}}",
    "<!--<script>window.ran=8//--><![CDATA[<script>window.ran=8</script>]]>",
    "' autofocus onfocus=window.ran=9 x='",
    '<iframe srcdoc="<script>parent.ran=10</script>">',
    '<a href="javascript:window.ran=11" data-until="2020-01-01">x</a>',
    "<template data-slide id=where><meta http-equiv=refresh content=0;url=//evil.example>",
)
SQL = (
    "' OR '1'='1",
    "1; DROP TABLE account; --",
    "x' UNION SELECT password FROM account --",
    "%00",
    "1)) OR sleep(5)--",
)


class Forms(HTMLParser):
    """The forms of a page: action, method and fields, as a program would fill them in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[dict] = []
        self._select: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(
                {"action": given.get("action", ""), "method": given.get("method", "get"), "fields": {}}
            )
        if not self.found:
            return
        fields, name = self.found[-1]["fields"], given.get("name", "")
        if tag == "input" and name:
            self._input(fields, name, given)
        elif tag == "textarea" and name:
            fields[name] = ("text", "")
        elif tag == "select" and name:
            self._select = name
            fields[name] = ("chosen", "")
        elif tag == "option" and self._select and given.get("value") and not fields[self._select][1]:
            fields[self._select] = ("chosen", given["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None

    @staticmethod
    def _input(fields: dict, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind == "file" or (kind in {"radio", "checkbox"} and name in fields):
            return
        if kind == "hidden" or kind in {"radio", "checkbox"}:
            fields[name] = ("chosen", given.get("value", ""))
        else:
            fields[name] = ("text", given.get("value", ""))


def filled(form: dict, typed: str) -> dict[str, str]:
    """`typed` in every field that takes text, the first choice elsewhere; dates stay as they are."""
    return {
        name: (typed if kind == "text" and not name.endswith(("-day", "-month", "-year")) else value)
        for name, (kind, value) in form["fields"].items()
    }


class Endless:
    """A body that is as long as it is said to be, and knows how much of it was read."""

    def __init__(self, length: int) -> None:
        self.left, self.read_bytes = length, 0

    def read(self, size: int = -1) -> bytes:
        size = self.left if size < 0 else min(size, self.left)
        self.left -= size
        self.read_bytes += size
        return b"a" * size

    def readline(self, size: int = -1) -> bytes:
        return self.read(size if size > 0 else 1024)
