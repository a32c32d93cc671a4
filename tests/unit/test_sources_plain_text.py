"""Publishers' HTML leaves as text: nothing that a browser could run or fetch survives, whatever comes in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crimemap.sources.plain_text import LONGEST, line, paragraphs, web_address

PAYLOADS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<a href="javascript:alert(1)">click</a>',
    '<a href="data:text/html,<script>alert(1)</script>">click</a>',
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "<style>@import 'https://elsewhere.example'</style>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<p>open <script>never closed",
    "<textarea></textarea><script>alert(1)</script>",
    "<object data=x><embed src=x>",
    "<template><img src=x onerror=alert(1)></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_markup_survives(payload: str):
    said = " ".join(paragraphs(f"<p>Before</p>{payload}<p>After</p>"))
    assert not re.search(r"<[a-zA-Z/!]", said)
    assert "onerror" not in said
    assert "javascript:" not in said
    assert said.startswith("Before")


@given(st.text(alphabet="<>/!-&;#aplgtsri= \"'\n\u202e\x00", max_size=60))
def test_no_text_makes_a_tag_or_steers_the_display(text: str):
    said = " ".join(paragraphs(text))
    assert not re.search(r"</?[a-zA-Z][^<>]*>", said)
    assert not set(said) & {"\u202e", "\x00", "\n"}


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>One</p><p>Two<br>three</p>", ("One", "Two", "three")),
        ("<ul><li>one<li>two</ul>", ("one", "two")),
        ("line\n  ends are   spaces", ("line ends are spaces",)),
        ("Bread &amp; butter, 5 &lt; 6", ("Bread & butter, 5 < 6",)),
        ("Dŵr &#x177; caf&eacute;", ("Dŵr ŷ café",)),
        ('<a href="https://a.example/x">our page</a>.', ("our page (https://a.example/x).",)),
        ('<a href="https://a.example">https://a.example</a>', ("https://a.example",)),
        ('<a href="/relative">here</a>', ("here",)),
        ("plain text", ("plain text",)),
        ("", ()),
        ("<p>&nbsp;</p>", ()),
    ],
)
def test_paragraphs_lines_and_links_stay(html: str, said: tuple[str, ...]):
    assert paragraphs(html) == said


def test_a_text_is_cut_at_a_word_and_says_so():
    long = "word " * 3_000
    (said,) = paragraphs(long)
    assert len(said) <= LONGEST + 1
    assert said.endswith("word…")
    assert line("<b>a</b>\n<p>b</p>") == "a b"


@pytest.mark.parametrize("good", ["https://a.example/b?c=d", "http://a.example:8080"])
def test_a_web_address_is_taken(good: str):
    assert web_address(good) == good


@pytest.mark.parametrize(
    "bad",
    ["javascript:alert(1)", "//a.example", "ftp://a.example", "https://", "https://a b", "https://user@a.example",
     "https://a.example:port", "https://[::1", 'https://a.example/"x', "https://a.example/" + "x" * 600,
     "@twitter", ""],
)  # fmt: skip
def test_anything_else_is_no_address(bad: str):
    assert web_address(bad) is None
