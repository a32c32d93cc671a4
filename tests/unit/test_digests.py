"""What the monthly letter says of an area, and that its text and its HTML say the same."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html import unescape

import html5lib
import pytest

from crimemap import brief, language
from crimemap.digests import Digest, digest_of, letter_of, months_open
from crimemap.editorial.database import Bilingual
from crimemap.editorial.meetings import Decision, Done, Record, Standing
from crimemap.editorial.payback.totals import Totals
from crimemap.editorial.summary import NOTHING, Payback, Written, unavailable
from crimemap.release import Release
from crimemap.team import Priority, Team
from crimemap.terms import Month
from crimemap.words import ALARM_WORDS
from tests.pseudo_welsh import pseudo_welsh
from tests.small_meetings import NOW, ZONE, gathering
from tests.small_places import PARTNERSHIP

MONTH, SITE = Month(2026, 11), "https://crime.example"
STOP = f"{SITE}/alerts/stop/secret"
DECIDED = Record(
    meeting="earlier", title_en="Have your say", held=dt.date(2026, 11, 12), present=31,
    decisions=(
        Decision(
            decided_en="Light the car park all night.", action_en="Replace eleven lamps.", owner="Tamber Rail",
            due=dt.date(2026, 12, 27), contact="Station manager", reach="01632 960001",
        ),
        Decision(
            decided_en="Link the shops by radio.", action_en="Connect two.", owner="Police", due=dt.date(2026, 11, 17)
        ),
        Decision(
            decided_en="Close the path.", action_en="Fit two gates.", owner="The council", state=Done.DONE,
            came_en="Both stand.",
        ),
    ),
)  # fmt: skip


def told(small: Release, code="corvenshire-lark", written: Written = NOTHING, **changes) -> brief.Brief:
    made = brief.brief_of(small, small.area(code), dt.date(2026, 11, 12), written, now=NOW)
    return replace(made, **changes)


def digest(small: Release, code="corvenshire-lark", written: Written = NOTHING, **changes) -> Digest:
    with language.using("en"):
        return digest_of(told(small, code, written, **changes), MONTH, now=NOW, site=SITE)


def both(made: Digest) -> tuple[str, str]:
    return letter_of(made, SITE).to_stop_at(STOP)


def words_of(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def section(text: str, title: str) -> str:
    """What stands under a heading of the plain letter."""
    found = re.search(rf"^{title.upper()}\n(.*?)(?=\n\n\n)", text, re.DOTALL | re.MULTILINE)
    assert found, title
    return " ".join(found[1].split())


def held(**changes):
    start = dt.datetime(2026, 11, 12, 19, 0, tzinfo=ZONE)
    return gathering(id="earlier", start=start, end=start.replace(hour=20), record=DECIDED, **changes)


def test_the_figures_are_the_sentences_of_the_areas_page(small):
    made = told(small)
    text, html = both(digest(small))
    for sentence in (str(made.lead), str(made.beside)):
        assert sentence in section(text, "What was recorded")
        assert sentence in words_of(html).replace(" ,", ",").replace(" .", ".")


def test_text_and_html_say_the_same(small):
    made = digest(small, gatherings=(gathering(), held()))
    text, html = both(made)
    said = " ".join(text.split())
    for part in made.sections:
        for sentence in (*map(str, part.sentences), *(each.said for each in part.items)):
            assert sentence in said
            assert sentence in words_of(html).replace(" ,", ",").replace(" .", ".").replace("( ", "(")
        for link in part.links:
            assert link.address in text
            assert link.address in unescape(html)


def test_a_section_with_nothing_to_tell_says_so_in_a_sentence(small):
    made = digest(small)
    assert all(each.sentences or each.items for each in made.sections)
    text, _html = both(made)
    assert "No meeting to come has been published." in section(text, "Meetings to come")
    assert "No decision of a meeting" in section(text, "What was decided")
    assert "No good news" in section(text, "Good news")


def test_what_cannot_be_read_is_not_said_to_be_nothing(small):
    text, _html = both(digest(small, written=unavailable(NOW)))
    for title in ("What came of it", "Community Payback", "Good news"):
        assert "could not be read" in section(text, title)


def test_meetings_to_come_are_told_with_hour_and_place_and_a_link(small):
    text, html = both(digest(small, gatherings=(gathering(),)))
    said = section(text, "Meetings to come")
    assert "Thursday 3 December, 7pm to 8.30pm: Have your say: Lower Keld" in said
    assert "Moor Street Hall, Moor Street, Lower Keld" in said
    assert f"{SITE}/meetings/meetingabc" in said
    assert f'href="{SITE}/meetings/meetingabc"' in html


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"standing": Standing.CANCELLED, "reason": Bilingual("The hall is flooded.")},
            "* Cancelled: Have your say: Lower Keld, Thursday 3 December, 7pm to 8.30pm The hall is flooded.",
        ),
        (
            {"standing": Standing.MOVED, "was": dt.datetime(2026, 12, 2, 18, 0, tzinfo=ZONE)},
            "This meeting was moved. It was to be on Wednesday 2 December, 6pm.",
        ),
        ({"standing": Standing.MOVED, "was_at": "The library"}, "This meeting was moved. It was to be at The library."),
    ],
)  # fmt: skip
def test_a_meeting_that_is_moved_or_cancelled_says_so(small, changes, said):
    text, _html = both(digest(small, gatherings=(gathering(**changes),)))
    assert said in section(text, "Meetings to come")


def test_the_subject_is_the_next_meeting_that_takes_place(small):
    off = gathering(id="off", start=NOW + dt.timedelta(days=2), end=None, standing=Standing.CANCELLED)
    made = digest(small, gatherings=(off, gathering()))
    assert made.subject.endswith(": next meeting Thursday 3 December")
    assert digest(small, gatherings=(off,)).subject.endswith(": the letter of November 2026")


def test_of_a_series_the_letter_names_the_next_date_alone(small):
    both_of_it = [gathering(id=f"a-{n}", start=NOW + dt.timedelta(days=n), end=None) for n in (3, 30)]
    text, _html = both(digest(small, gatherings=tuple(both_of_it)))
    assert section(text, "Meetings to come").count("Have your say") == 1


def test_what_the_teams_own_meeting_decided_is_not_said_again_as_its_priorities(small):
    own, whole = (
        both(digest(small, gatherings=(held(areas=areas),)))[0] for areas in (("corvenshire-lark",), ())
    )
    assert "WHAT WAS DONE" not in own
    assert "/areas/corvenshire-lark#actions" in section(own, "What was decided")
    assert "WHAT WAS DONE" in whole


def test_a_meeting_far_ahead_or_over_is_not_to_come(small):
    far = gathering(id="far", start=NOW + dt.timedelta(days=63), end=None)
    text, _html = both(digest(small, gatherings=(far, held())))
    assert "No meeting to come" in section(text, "Meetings to come")


def test_decisions_stand_with_action_owner_day_and_how_far_they_are(small):
    text, html = both(digest(small, gatherings=(held(),)))
    said = section(text, "What was decided")
    assert "Have your say: Lower Keld on 12 November 2026. 31 people came." in said
    assert "Replace eleven lamps. (Tamber Rail, by 27 December 2026)" in said
    assert [each.lower() for each in re.findall(r"\[(.*?)\]", said)] == ["under way", "late", "kept"]
    assert "Both stand." in said
    assert '<strong class="note">Late</strong>' in html


def test_the_decisions_of_a_meeting_long_ago_are_not_news(small):
    start = NOW - dt.timedelta(days=93)
    old = gathering(id="old", start=start, end=start + dt.timedelta(hours=1), record=DECIDED)
    text, _html = both(digest(small, gatherings=(old,)))
    assert "No decision" in section(text, "What was decided")


def test_community_payback_is_told_in_hours_of_the_area_or_of_its_partnership(small):
    here = Written(
        payback=Payback(Totals(done=3, hours=466)), payback_here=Payback(Totals(done=1, hours=120, to_come=1))
    )
    text, _html = both(digest(small, written=here))
    assert "Larkwith: 1 project is over: 120 hours of unpaid work. 1 is to come." in section(
        text, "Community Payback"
    )
    text, _html = both(digest(small, written=replace(here, payback_here=Payback())))
    assert "Tamber Vale: 3 projects are over: 466 hours" in section(text, "Community Payback")


def test_what_points_to_a_person_in_the_texts_of_the_police_is_left_out(small):
    named = Priority(
        ("Thefts from vans",), None, ("We arrested Peter Rowbotham, 34, of 12 Heron Lane.",), None
    )
    plain = Priority(("Riders on the common",), None, ("Two gates were fitted at Plover Road.",), None)
    area = small.area("corvenshire-lark")
    team = Team(area.code, area.name, "", (), (), (), (), (named, plain), (), (), None)
    crew = replace(told(small).crew, held=True, home=area, teams={area.code: team})
    text, html = both(digest(small, crew=crew))
    assert "Two gates were fitted at Plover Road." in section(text, "What was done")
    for each in (text, html):
        assert "Rowbotham" not in each


def test_of_convictions_it_holds_a_number_and_a_link(small):
    text, _html = both(digest(small, written=Written(cases_shown=5)))
    said = section(text, "What came of it")
    assert "5 convictions are shown for Tamber Vale now." in said
    assert f"{SITE}/convictions?partnership={PARTNERSHIP}" in said


def test_it_asks_nothing_of_any_other_host_and_tells_nobody_that_it_was_read(small):
    _text, html = both(digest(small, gatherings=(gathering(), held())))
    for forbidden in ("<img", "<script", "url(", "@import", "<link", "<iframe", "background="):
        assert forbidden not in html
    assert all(address.startswith(SITE) for address in re.findall(r'(?:href|src)="([^"]*)"', html))
    assert not re.findall(r"[?&](?:utm|u|id|r)=", html)


def test_the_letters_of_two_people_differ_in_the_link_to_stop_it_and_nothing_else(small):
    letter = letter_of(digest(small), SITE)
    for one, other in zip(letter.to_stop_at(STOP), letter.to_stop_at(f"{SITE}/other"), strict=True):
        assert one.count(STOP) == 1
        assert one.replace(STOP, f"{SITE}/other") == other


def test_the_html_is_whole_and_says_its_language(small):
    _text, html = both(digest(small, gatherings=(gathering(), held())))
    html5lib.HTMLParser(strict=True).parse(html)
    assert '<html lang="en">' in html
    assert html.count("<h1>") == 1


def test_what_was_typed_in_the_other_language_alone_says_so(small):
    welsh = gathering(title=Bilingual("", "Dweud eich dweud"))
    _text, html = both(digest(small, gatherings=(welsh,)))
    assert re.search(r'<li lang="cy">.*?Dweud eich dweud', html, re.DOTALL)


def test_what_people_typed_cannot_become_markup(small):
    evil = gathering(title=Bilingual("<script>alert(1)</script> & *stars*"))
    text, html = both(digest(small, gatherings=(evil,)))
    assert "<script>" not in html
    assert "<script>alert(1)</script> & *stars*" in section(text, "Meetings to come")


def test_lines_of_the_plain_letter_fit_a_narrow_window_but_addresses(small):
    text, _html = both(digest(small, gatherings=(gathering(), held())))
    long = [line for line in text.splitlines() if len(line) > 72 and SITE not in line]
    assert long == []


def test_no_word_that_alarms(small):
    text, _html = both(digest(small, gatherings=(gathering(), held())))
    assert not [word for word in ALARM_WORDS if re.search(rf"\b{word}\b", text, re.IGNORECASE)]


def test_every_kind_of_area_has_a_letter(small):
    for area in (small.areas(kind)[0] for kind in {area.kind for area in map(small.area, CODES) if area}):
        made = digest(small, area.code)
        assert len(made.sections) == 8
        assert made.title == area.name


CODES = ("corvenshire-lark", PARTNERSHIP, "E23900001", "E05900001")


def test_a_letter_in_welsh_leads_to_welsh_pages(small):
    with language.using("cy"):
        made = digest_of(told(small), MONTH, now=NOW, site=SITE)
    assert made.lang == "cy"
    _text, html = both(made)
    assert f'href="{SITE}/cy/areas/corvenshire-lark#map"' in html
    assert '<html lang="cy">' in html


def test_a_letter_in_welsh_says_nothing_of_its_own_in_english(small):
    shown = (gathering(), held())
    with pseudo_welsh(), language.using("cy"):
        welsh = letter_of(digest_of(told(small, gatherings=shown), MONTH, now=NOW, site=SITE), SITE)
    english = letter_of(digest(small, gatherings=shown), SITE)
    given = plain_words(
        f"{shown} {small.area('corvenshire-lark')} Corvenshire Tamber Vale Invented Dychmygol"
    )
    for here, there in ((welsh.text, english.text), (welsh.html, english.html)):
        assert plain_words(here) & plain_words(there) - given == set()


def plain_words(text: str) -> set[str]:
    """Those with a vowel that wears no hat: what the pseudo-catalogue did not say."""
    shown = re.sub(r"<style>.*?</style>|<[^>]+>|https?://\S+", " ", text, flags=re.DOTALL)
    shown = re.sub(r"\d{4}-\d\d-[0-9a-f]{8}", " ", shown)
    return {word for word in re.findall(r"[^\W\d_]{2,}", shown) if re.search("[aeiouwy]", word)}


def test_letters_are_of_this_month_or_the_one_before():
    assert months_open(NOW) == (Month(2026, 11), Month(2026, 10))
