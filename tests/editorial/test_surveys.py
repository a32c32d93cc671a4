"""Survey results: a file is whole or refused, a second person approves, and nothing is known before its hour."""

from __future__ import annotations

import datetime as dt
import hashlib
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from crimemap.editorial import announcements, audit, keys, migrations, pieces, publishing, retention, surveys
from crimemap.editorial.announcements import Subject
from crimemap.editorial.database import Bilingual
from crimemap.editorial.people import EVERYWHERE, Denied, Grant, Person, Role
from crimemap.editorial.pieces import Gone, Kind, Piece, Refused, State
from crimemap.editorial.surveys import Survey, SurveyFile
from crimemap.language import using
from tests.editorial.conftest import APPROVER, AUTHOR, ELSEWHERE, TAMBER
from tests.survey_files import TELLTALE, survey_csv, whole_wave

LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2026, 11, 22, 10, 0, tzinfo=LONDON)
HOUR = dt.datetime(2026, 12, 3, 9, 30, tzinfo=LONDON)
SECOND = dt.timedelta(seconds=1)
TITLE = "Residents, autumn 2026"
REASON = "The results came early."
EVERYBODY = Person(
    "all-1", "Fir", frozenset({Grant(Role.AUTHOR, EVERYWHERE), Grant(Role.APPROVER, EVERYWHERE)})
)


def uploaded(
    session, data=None, *, at=HOUR, now=NOW, by=AUTHOR, partnership=TAMBER, form="t1", **said
) -> Piece:
    """A draft with its file."""
    content = Survey(**{"title_en": TITLE, "reason_en": REASON, **said})
    piece = publishing.create(session, by, Kind.SURVEY, partnership, content, token=form, now=now)
    content = surveys.keep(session, by, piece, content, data if data is not None else whole_wave(), now=now)
    return publishing.save(session, by, piece.id, content, version=1, wanted_at=at, now=now)


def released(session, *given, now=NOW, approver=APPROVER, **said) -> Piece:
    """One that two people brought to its hour."""
    piece = uploaded(session, *given, now=now, **said)
    publishing.submit(session, said.get("by", AUTHOR), piece.id, version=2, now=now)
    return publishing.approve(session, approver, piece.id, version=2, now=now)


def percents(session, now):
    return [row.percent for upload in surveys.shown(session, now) for row in upload.results]


def whys(session, piece, now=NOW):
    return [(trouble.field, trouble.why) for trouble in pieces.troubles(session, piece, now)]


def test_results_are_seen_from_their_second_on_and_not_one_before(session):
    piece = released(session)
    assert surveys.shown(session, HOUR - SECOND) == ()
    assert surveys.published(session, HOUR - SECOND) == ()
    with pytest.raises(Gone):
        surveys.file_of(session, piece.id, HOUR - SECOND)
    assert surveys.next_change(session, HOUR - SECOND) == HOUR
    (upload,) = surveys.shown(session, HOUR)
    assert (upload.id, upload.at, upload.title.en) == (piece.id, HOUR, TITLE)
    assert float(TELLTALE) in percents(session, HOUR)
    assert surveys.file_of(session, piece.id, HOUR) == whole_wave()
    assert surveys.next_change(session, HOUR) is None


@pytest.mark.parametrize("day", [(2027, 7, 1), (2026, 12, 3), (2026, 10, 25), (2027, 3, 28)])
def test_the_hour_is_that_of_the_clocks_here_in_summer_winter_and_when_they_change(session, day):
    hour = dt.datetime(*day, 9, 30, tzinfo=LONDON)
    utc = hour.astimezone(dt.UTC)
    assert utc.hour == (8 if day in {(2027, 7, 1), (2027, 3, 28)} else 9)
    released(session, at=hour, now=hour - dt.timedelta(days=20))
    assert surveys.shown(session, utc - SECOND) == ()
    assert len(surveys.shown(session, utc)) == 1
    assert surveys.shown(session, hour - SECOND) == ()
    assert len(surveys.shown(session, hour)) == 1


def test_the_digest_is_that_of_the_bytes_that_were_sent(session):
    piece = released(session)
    (line,) = surveys.published(session, HOUR)
    assert line.sha256 == hashlib.sha256(whole_wave()).hexdigest()
    assert (line.id, line.at, line.size, line.title.en) == (piece.id, HOUR, len(whole_wave()), TITLE)
    assert line.unannounced == Bilingual(REASON)
    assert (line.withdrawn, line.corrected) == (None, ())


def everything_stored(database) -> str:
    """Every value of every table, as the database holds it."""
    with database.engine.connect() as connection:
        metadata = sa.MetaData()
        metadata.reflect(connection)
        rows = [
            value
            for table in metadata.tables
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"')
            for value in row
        ]
    return "\n".join(
        value.tobytes().decode("latin-1") if isinstance(value, memoryview)
        else value.decode("latin-1") if isinstance(value, bytes)
        else str(value)
        for value in rows
    )  # fmt: skip


def test_the_database_holds_no_figure_no_title_and_no_digest_in_clear(database):
    with database.session(writing=True) as session:
        released(session)
        session.commit()
    stored = everything_stored(database)
    assert "survey" in stored
    for secret in (TELLTALE, TITLE, "residents aged 16", hashlib.sha256(whole_wave()).hexdigest()):
        assert secret not in stored


def test_letters_and_the_audit_name_it_by_its_reference_alone(session):
    piece = released(session)
    said = [
        (entry.act, entry.said) for entry in session.scalars(select(audit.Entry).order_by(audit.Entry.number))
    ]
    assert "survey file put in" in [act for act, _said in said]
    assert not any(TITLE in str(entry) or TELLTALE in str(entry) for entry in said)
    assert piece.subject == f"survey:{piece.id}"


def test_one_row_that_cannot_be_used_keeps_the_whole_file_back(session):
    piece = uploaded(session, survey_csv({}, {"answer": "disagree", "percentage": "147.3"}))
    assert [field for field, _why in whys(session, piece)] == ["file"]
    with pytest.raises(Refused, match="1 row of the file"):
        publishing.submit(session, AUTHOR, piece.id, version=2, now=NOW)


def test_a_figure_of_fewer_than_a_hundred_answers_is_kept_out_of_the_file_that_anybody_can_have(session):
    few = uploaded(session, survey_csv({"base": "99"}, {"base": "100", "question": "safe-by-day"}))
    with pytest.raises(Refused, match="1 row is of fewer than 100 answers"):
        publishing.submit(session, AUTHOR, few.id, version=2, now=NOW)
    enough = uploaded(session, survey_csv({"base": "100"}), form="t2")
    assert whys(session, enough) == []


def test_a_row_of_another_partnership_is_refused_by_its_line(session):
    data = survey_csv({}, {"area_code": "E22900002", "area_name": "Hexmarsh"})
    found = surveys.understand(data, TAMBER)
    assert [(fault.line, fault.column) for fault in found.refused] == [(3, "area_code")]
    assert "E22900002" in found.refused[0].said
    assert [row.area for row in found.results] == [TAMBER]
    piece = uploaded(session, data)
    assert [field for field, _why in whys(session, piece)] == ["file"]


def test_who_writes_for_every_partnership_may_upload_a_file_of_several(session):
    data = survey_csv({}, {"area_code": "E22900002"}, {"area_code": "E12000003", "level": "region"})
    assert surveys.understand(data, EVERYWHERE).is_whole
    assert not surveys.understand(data, TAMBER).is_whole
    other = Person("all-2", "Gorse", EVERYBODY.grants)
    released(session, data, by=EVERYBODY, approver=other, partnership=EVERYWHERE)
    assert {row.area for upload in surveys.shown(session, HOUR) for row in upload.results} == {
        TAMBER, "E22900002", "E12000003",
    }  # fmt: skip
    with pytest.raises(Denied):
        publishing.create(session, AUTHOR, Kind.SURVEY, EVERYWHERE, Survey(), token="t9", now=NOW)


def test_a_survey_of_a_whole_force_says_nothing_of_one_partnership(session):
    found = surveys.understand(survey_csv({"level": "force"}), TAMBER)
    assert [(fault.line, fault.column) for fault in found.refused] == [(2, "level")]


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0" * 5_000, b"PK\x03\x04" + b"\0" * 2_000, "é".encode("latin-1") * 10,
        whole_wave().decode().encode("utf-16"),
        b"\n" * 2_000_000, b"a,b\n" * 500_000, b'"' * 10_000, b"x" * 2_000_000, whole_wave()[:-7] + b'"',
        whole_wave().replace(b"agree", b"=cmd()"), b"\xef\xbb\xbf", whole_wave().replace(b",", b"\t"),
    ],
)  # fmt: skip
def test_whatever_is_sent_is_answered_by_sentences(data):
    found = surveys.understand(data, TAMBER)
    assert found.refused
    assert all(fault.said for fault in found.refused)
    assert not found.is_whole


def test_a_file_that_is_too_large_is_not_kept(session):
    with pytest.raises(surveys.TooLarge):
        uploaded(session, b"x" * (surveys.MOST_BYTES + 1))


def test_without_announcement_a_reason_is_asked_and_with_one_it_is_not(session):
    piece = uploaded(session, reason_en="")
    assert [field for field, _why in whys(session, piece)] == ["reason_en"]
    wanted = announcements.Wanted(
        Subject.SURVEYS, TAMBER, Bilingual("A survey"), announcements.latest_month(NOW), HOUR, Bilingual("Late.")
    )  # fmt: skip
    announcements.announce(session, APPROVER, wanted, token="calendar-1", now=NOW)
    assert whys(session, piece) == []
    publishing.save(
        session, AUTHOR, piece.id, pieces.content_of(session, piece), version=2, now=NOW,
        wanted_at=HOUR + dt.timedelta(minutes=1),
    )  # fmt: skip
    assert [field for field, _why in whys(session, piece)] == ["reason_en"]


def test_what_nothing_announced_is_put_into_the_public_calendar_without_its_title(session):
    released(session)
    (announced,) = announcements.all_of(session)
    assert (announced.at, announced.partnership, announced.reason.en) == (HOUR, TAMBER, REASON)
    assert announced.title.en == "Survey results"


def test_at_once_without_an_hour_needs_a_reason_and_no_line_in_the_calendar(session):
    piece = released(session, at=None)
    assert piece.publish_at == NOW
    assert len(surveys.shown(session, NOW)) == 1
    assert announcements.all_of(session) == ()


def test_a_second_person_approves(session):
    both = Person("both", "Holly", frozenset({Grant(Role.AUTHOR, TAMBER), Grant(Role.APPROVER, TAMBER)}))
    piece = uploaded(session, by=both)
    publishing.submit(session, both, piece.id, version=2, now=NOW)
    with pytest.raises(Denied):
        publishing.approve(session, both, piece.id, version=2, now=NOW)
    with pytest.raises(Denied):
        publishing.approve(session, ELSEWHERE, piece.id, version=2, now=NOW)


def replaced(session, piece, data, *, now, at=HOUR):
    content = pieces.content_of(session, piece)
    content = surveys.keep(session, AUTHOR, piece, content, data, now=now)
    return publishing.save(session, AUTHOR, piece.id, content, version=piece.version, wanted_at=at, now=now)


def test_before_its_hour_a_file_can_be_replaced_and_the_new_one_needs_approval_too(session):
    piece = released(session)
    replaced(session, piece, survey_csv({"percentage": "48.1"}), now=NOW)
    assert percents(session, HOUR)[0] == float(TELLTALE)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=NOW)
    publishing.approve(session, APPROVER, piece.id, version=piece.version, now=NOW)
    assert percents(session, HOUR) == [48.1]
    assert len(session.scalars(select(SurveyFile)).all()) == 1


def test_what_was_published_is_never_changed_under_its_address(session):
    piece = released(session)
    late = HOUR + dt.timedelta(days=1)
    next_week = HOUR + dt.timedelta(days=7)
    replaced(session, piece, survey_csv({"percentage": "48.1"}), now=late, at=next_week)
    assert [field for field, _why in whys(session, piece, late)] == ["file"]
    with pytest.raises(Refused, match="is not changed"):
        publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=late)
    assert surveys.file_of(session, piece.id, late) == whole_wave()


def test_the_later_of_two_uploads_counts_and_the_list_says_that_the_first_was_corrected(session):
    first = released(session)
    later = HOUR + dt.timedelta(days=9)
    second = released(session, survey_csv({"percentage": "46.9"}), at=later, form="t2")
    assert [upload.id for upload in surveys.shown(session, later)] == [first.id, second.id]
    newest, oldest = surveys.published(session, later)
    assert (newest.id, newest.corrected) == (second.id, ())
    assert (oldest.id, oldest.corrected) == (first.id, ((second.id, later),))
    (before,) = surveys.published(session, later - SECOND)
    assert before.corrected == ()


def test_one_person_withdraws_at_once_and_visitors_are_told_why(session):
    piece = released(session)
    late = HOUR + dt.timedelta(hours=1)
    with pytest.raises(Refused):
        surveys.withdraw(session, AUTHOR, piece.id, Bilingual(), now=late)
    why = Bilingual("The weights of one ward were wrong.", "Roedd pwysau un ward yn anghywir.")
    surveys.withdraw(session, AUTHOR, piece.id, why, now=late)
    assert surveys.withdraw(session, AUTHOR, piece.id, Bilingual("Again"), now=late).ended_at == late
    assert surveys.shown(session, late) == ()
    (line,) = surveys.published(session, late)
    assert line.withdrawn == surveys.Withdrawal(late, why)
    with pytest.raises(Gone):
        surveys.file_of(session, piece.id, late)
    assert piece.was_public(late)
    with pytest.raises(Denied):
        surveys.withdraw(session, ELSEWHERE, piece.id, why, now=late)


def test_what_is_closed_before_its_hour_tells_visitors_nothing_of_why(database):
    with database.session(writing=True) as session:
        piece = released(session)
        surveys.withdraw(session, AUTHOR, piece.id, Bilingual("47.3 was wrong"), now=NOW)
        assert surveys.published(session, HOUR + SECOND) == ()
        assert surveys.shown(session, HOUR + SECOND) == ()
        session.commit()
    assert TELLTALE not in everything_stored(database)


def test_a_withdrawn_file_is_deleted_after_its_term_and_the_line_stays(session):
    piece = released(session)
    withdrawn = HOUR + dt.timedelta(hours=1)
    surveys.withdraw(session, AUTHOR, piece.id, Bilingual("The weights were wrong."), now=withdrawn)
    over = withdrawn + retention.term("surveys")
    assert "surveys" not in retention.run(session, over - SECOND).counts
    assert retention.run(session, over).counts["surveys"] == 1
    assert "surveys" not in retention.run(session, over).counts
    assert session.scalars(select(SurveyFile)).all() == []
    assert surveys.published(session, over)[0].title.en == TITLE


def test_a_draft_that_nobody_finished_goes_with_its_file(session):
    piece = uploaded(session)
    assert retention.run(session, NOW + retention.term("drafts")).counts == {"drafts": 1}
    assert piece.state is State.CLOSED
    assert session.scalars(select(SurveyFile)).all() == []


def test_the_same_bytes_again_are_no_second_file(session):
    piece = uploaded(session)
    content = pieces.content_of(session, piece)
    assert surveys.keep(session, AUTHOR, piece, content, whole_wave(), now=NOW) == content
    assert len(session.scalars(select(SurveyFile)).all()) == 1


def test_every_approval_and_withdrawal_is_another_revision(session):
    from crimemap.editorial import revision

    piece = released(session)
    approved = revision.current(session)
    surveys.withdraw(session, AUTHOR, piece.id, Bilingual("The weights were wrong."), now=HOUR)
    assert 0 < approved < revision.current(session)


def test_software_of_the_step_before_finds_no_piece_that_it_cannot_read(database):
    with database.session(writing=True) as session:
        released(session)
        session.commit()
    left = keys.RecordKey.record.startswith("survey:")
    migrations.downgrade(database.engine, "0001")
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM piece").scalar() == 0
        assert connection.scalar(sa.select(sa.func.count()).select_from(keys.RecordKey).where(left)) == 0
    migrations.upgrade(database.engine)


@pytest.mark.parametrize("title", ["Residents’ survey, autumn 2026", "Arolwg trigolion 2026", TITLE])
def test_a_plain_title_stands_in_nobodys_way(session, title):
    assert whys(session, uploaded(session, title_en=title)) == []


@pytest.mark.parametrize(
    ("name", "text"), [("title_en", ""), ("title_en", "x" * 121), ("note_en", "The worst wards of all")]
)
def test_words_are_looked_at_too(session, name, text):
    assert [field for field, _why in whys(session, uploaded(session, **{name: text}))] == [name]


@pytest.mark.parametrize("name", ["title_en", "note_en", "reason_cy"])
@pytest.mark.parametrize("sign", ["\0", "\u202e", "\u2066", "\x1b"])
def test_signs_that_nobody_sees_stand_in_no_text(session, name, sign):
    piece = uploaded(session, **{name: f"before{sign}after"})
    assert [field for field, why in whys(session, piece) if "cannot be seen" in why] == [name]


@pytest.mark.parametrize(
    ("last", "stops"), [("2026-12-03", False), ("2026-12-04", True), ("2027-10-16", True)]
)
def test_nobody_was_asked_after_the_day_of_publication(session, last, stops):
    piece = uploaded(session, survey_csv({"last_day": last}))
    assert bool(whys(session, piece)) is stops
    assert all("after the day of publication" in why for _field, why in whys(session, piece))


@pytest.mark.parametrize(
    ("day", "stops"), [((2027, 11, 30), False), ((2027, 12, 1), True), ((9999, 12, 31), True)]
)
def test_an_hour_beyond_the_calendar_is_told_before_somebody_approves(session, day, stops):
    piece = uploaded(session, at=dt.datetime(*day, 9, 30, tzinfo=LONDON))
    assert [field for field, _why in whys(session, piece)] == (["day"] if stops else [])


def test_the_sentences_of_a_file_are_in_the_language_of_who_reads_them():
    from crimemap.editorial.surveys import understanding

    found = []
    for spoken in ("en", "cy"):
        with using(spoken):
            understanding.understand(b"telltale", TAMBER)
            found.append(understanding._read.cache_info().misses)
    assert found[1] == found[0] + 1
