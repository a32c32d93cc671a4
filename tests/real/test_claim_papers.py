"""Every claim is quoted from its paper word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from crimemap.measures import claims

POLICY = Path(__file__).resolve().parents[2].parent / "shared" / "policy"
PAPERS = {
    "renewal-2003": "2003-neighbourhood-renewal-unit-slides.txt",
    "strategy-2007": "2007-lga-crime-strategy-paper.txt",
    "two-years-on-2009": "2009-cutting-crime-two-years-on.txt",
    "luton-2009": "2009-luton-partnership-slides.txt",
    "letter-2010": "2010-safe-and-confident-neighbourhoods-letter.txt",
}
REGISTER = claims.register()
pytestmark = pytest.mark.skipif(not POLICY.is_dir(), reason=f"the policy papers are not at {POLICY}")


@pytest.mark.parametrize("paper", REGISTER.papers, ids=lambda paper: paper.id)
def test_each_quote_is_in_its_paper_word_for_word(paper):
    text = " ".join((POLICY / PAPERS[paper.id]).read_text(encoding="utf-8").replace("**", "").split())
    assert [one.quote for one in REGISTER.of(paper) if " ".join(one.quote.split()) not in text] == []
