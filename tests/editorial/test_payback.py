"""Community Payback: what a project must say before it is shown, its photographs, and hours that are counted once."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from crimemap.disclosure import identifying
from crimemap.editorial import audit, payback, pieces, publishing
from crimemap.editorial.payback import Photo, Project, Role, Stage, Suggested, photographs
from crimemap.editorial.payback.facts import ProjectFacts
from crimemap.editorial.payback.listing import Over, counted
from crimemap.editorial.payback.photographs import ProjectPhoto
from crimemap.editorial.payback.totals import Totals, parted, total
from crimemap.editorial.people import Denied
from crimemap.editorial.pictures import clean
from crimemap.editorial.pieces import Gone, Kind, Piece, Refused
from tests.editorial.conftest import APPROVER, AUTHOR, BOTH, ELSEWHERE, HEXMARSH, NOW, TAMBER
from tests.pictures import file

DAY = dt.timedelta(days=1)
TODAY = NOW.date()
WHOLE = Project(
    title_en="The path behind the library", stage=Stage.DONE, ward="E05900001", ward_name="Larkwith North",
    place_en="Library path", what_en="Brambles were cut and the path laid anew.",
    why_en="Nobody could pass with a pram.", partner="Tamber Vale Council",
    suggested=Suggested.RESIDENTS, started=TODAY - 30 * DAY, ended=TODAY - 9 * DAY, hours=180, vests=True,
    unpictured_en="No photograph was taken before the work.", until=TODAY + 365 * DAY,
)  # fmt: skip
UP_TO = WHOLE.model_copy(update={"stage": Stage.TO_COME, "planned": TODAY + 5 * DAY, "hours": None})
_forms = iter(range(10**6))


def draft(session, project=WHOLE, person=AUTHOR, partnership=TAMBER):
    return publishing.create(
        session, person, Kind.PROJECT, partnership, project, token=f"payback-{next(_forms)}", now=NOW
    )


def publish(session, project=WHOLE, now=NOW, piece=None):
    piece = piece or draft(session, project)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=now)
    return publishing.approve(session, APPROVER, piece.id, version=piece.version, now=now)


def change(session, piece, project, now=NOW):
    publishing.save(session, AUTHOR, piece.id, project, version=piece.version, now=now)
    return publish(session, now=now, piece=piece)


def with_photos(session, *roles, person=AUTHOR, project=WHOLE):
    """A draft with a photograph of each role."""
    piece = draft(session, project)
    taken = [
        Photo(
            id=photographs.keep(session, person, piece, clean(file()), now=NOW),
            role=role,
            alt_en=f"{role}: a path",
        )
        for role in roles
    ]
    said = project.model_copy(update={"photos": tuple(taken)})
    publishing.save(session, AUTHOR, piece.id, said, version=1, now=NOW)
    return piece, said


def refused(session, project):
    """The fields that stand in the way of handing it in."""
    piece = draft(session, project)
    with pytest.raises(Refused) as refusal:
        publishing.submit(session, AUTHOR, piece.id, version=1, now=NOW)
    return {trouble.field for trouble in refusal.value.troubles}


# --- what it must say ---------------------------------------------------------------------------------------------


def test_a_whole_project_is_shown_until_its_last_day_has_ended(session):
    piece = publish(session)
    shown = payback.one(session, piece.id, NOW)
    assert (shown.project, shown.hours, shown.year) == (WHOLE, 180, 2026)
    assert piece.until == dt.datetime(2027, 11, 23, tzinfo=dt.UTC)
    with pytest.raises(Over):
        payback.one(session, piece.id, piece.until)


@pytest.mark.parametrize(
    "field",
    [
        "title_en",
        "ward",
        "place_en",
        "what_en",
        "why_en",
        "partner",
        "suggested",
        "until",
        "vests",
        "stage",
        "ended",
        "hours",
    ],
)
def test_a_project_that_lacks_what_it_must_say_is_not_shown(session, field):
    lacking = WHOLE.model_copy(update={field: Project.model_fields[field].default})
    assert field in refused(session, lacking)


def test_an_empty_project_is_kept_as_a_draft_and_told_all_that_is_wanting(session):
    assert refused(session, Project()) >= {
        "title_en",
        "stage",
        "ward",
        "what_en",
        "why_en",
        "partner",
        "vests",
        "until",
    }


@pytest.mark.parametrize(("changed", "field"), [
    ({"stage": Stage.TO_COME, "planned": None}, "planned"),
    ({"stage": Stage.RUNNING, "started": None}, "started"),
    ({"stage": Stage.RUNNING, "started": TODAY + DAY}, "started"),
    ({"ended": TODAY + DAY}, "ended"),
    ({"started": TODAY, "ended": TODAY - DAY}, "ended"),
    ({"hours": 0}, "hours"),
    ({"hours": -1}, "hours"),
    ({"hours": 100_001}, "hours"),
    ({"stage": Stage.STOPPED}, "stopped_en"),
    ({"unpictured_en": ""}, "photos"),
    ({"until": TODAY - DAY}, "until"),
    ({"until": dt.date(2032, 1, 1)}, "until"),
    ({"lon": -4.0}, "point"),
])  # fmt: skip
def test_a_project_whose_answers_do_not_go_together_is_not_shown(session, changed, field):
    assert field in refused(session, WHOLE.model_copy(update=changed))


@pytest.mark.parametrize("changed", [
    {"stage": Stage.TO_COME, "planned": TODAY + DAY, "hours": None, "unpictured_en": ""},
    {"stage": Stage.RUNNING, "hours": None, "ended": None, "unpictured_en": ""},
    {"stage": Stage.STOPPED, "hours": 0, "stopped_en": "The ground was flooded.", "unpictured_en": ""},
    {"vests": False},
    {"title_en": "", "title_cy": "Y llwybr"},
    {"hours": 3_000},
    {"lon": -4.01, "lat": 53.61},
    {"until": TODAY},
])  # fmt: skip
def test_what_goes_together_is_shown(session, changed):
    assert payback.one(session, publish(session, WHOLE.model_copy(update=changed)).id, NOW)


def test_that_no_clothing_was_worn_is_said_as_it_is(session):
    piece = publish(session, WHOLE.model_copy(update={"vests": False}))
    assert session.get_one(ProjectFacts, piece.id).vests is False


def test_every_text_is_searched_for_what_identifies_people(session, monkeypatch):
    asked = []

    def find(text, allow=frozenset()):
        asked.append(text)
        assert identifying.Kind.POSTCODE not in allow
        return (
            (identifying.Clue(identifying.Kind.POSTCODE, "x", 0, 1, "Leave it out."),)
            if "QX1" in text
            else ()
        )

    monkeypatch.setattr(identifying, "find", find)
    told = {name: f"{name} words" for name in Project.model_fields if name.endswith(("_en", "_cy"))}
    piece, project = with_photos(session, *Role, project=WHOLE.model_copy(update=told))
    pieces.troubles(session, piece, NOW)
    assert {*told.values(), project.partner, *(photo.alt_en for photo in project.photos)} <= set(asked)
    assert refused(session, WHOLE.model_copy(update={"why_cy": "QX1 2AB"})) == {"why_cy"}


@pytest.mark.parametrize(
    "text", ["Ring 07700 900123 to help.", "The house at 12 Teasel Street, QX1 2AB, was painted."]
)
def test_a_home_or_a_telephone_number_stops_a_project(session, text):
    assert refused(session, WHOLE.model_copy(update={"what_en": text})) == {"what_en"}


@pytest.mark.parametrize(
    "text", ["The playground of Larkwith School was painted.", "Litter was picked along Teasel Street."]
)
def test_a_public_place_may_be_named(session, text):
    assert publish(session, WHOLE.model_copy(update={"what_en": text}))


# --- photographs --------------------------------------------------------------------------------------------------


def test_photographs_are_shown_once_a_second_person_recognised_nobody(session):
    piece, project = with_photos(session, Role.BEFORE, Role.AFTER)
    publishing.submit(session, AUTHOR, piece.id, version=piece.version, now=NOW)
    with pytest.raises(Refused) as refusal:
        publishing.approve(session, APPROVER, piece.id, version=piece.version, now=NOW)
    assert [trouble.field for trouble in refusal.value.troubles] == ["photos"]
    photographs.confirm(session, APPROVER, piece, [photo.id for photo in project.photos], now=NOW)
    publishing.approve(session, APPROVER, piece.id, version=piece.version, now=NOW)
    shown = photographs.of(session, piece)
    assert {photo.checked_by for photo in shown.values()} == {APPROVER.id}
    assert all(photo.shown for photo in shown.values())


def test_who_brought_a_photograph_cannot_confirm_it_and_an_author_neither(session):
    piece, project = with_photos(session, Role.AFTER, person=BOTH)
    for person in (BOTH, AUTHOR, ELSEWHERE):
        with pytest.raises(Denied):
            photographs.confirm(session, person, piece, [project.photos[0].id], now=NOW)


def test_a_photograph_without_words_for_those_who_cannot_see_it_is_not_shown(session):
    piece, project = with_photos(session, Role.AFTER)
    mute = project.model_copy(update={"photos": (Photo(id=project.photos[0].id, role=Role.AFTER),)})
    publishing.save(session, AUTHOR, piece.id, mute, version=piece.version, now=NOW)
    assert {trouble.field for trouble in pieces.troubles(session, piece, NOW)} == {"after_alt_en"}


def test_a_photograph_of_another_project_cannot_be_used(session):
    _other, theirs = with_photos(session, Role.AFTER)
    assert "after_file" in refused(session, WHOLE.model_copy(update={"photos": theirs.photos}))


def test_before_and_after_need_no_reason(session):
    piece, project = with_photos(
        session, Role.BEFORE, Role.AFTER, project=WHOLE.model_copy(update={"unpictured_en": ""})
    )
    assert pieces.troubles(session, piece, NOW) == ()
    assert project.photo(Role.WORK) is None


def test_files_are_sealed_and_opened_with_the_projects_key(session):
    piece, project = with_photos(session, Role.AFTER)
    row = session.get_one(ProjectPhoto, project.photos[0].id)
    assert b"\xff\xd8\xff" not in row.sealed[:64]
    assert photographs.jpeg(session, row, piece) == clean(file()).jpeg
    assert photographs.jpeg(session, row, piece, small=True) == clean(file()).phone


def test_what_a_draft_no_longer_uses_is_deleted_and_what_visitors_see_is_not(session):
    piece, project = with_photos(session, Role.BEFORE, Role.AFTER)
    ids = [photo.id for photo in project.photos]
    photographs.confirm(session, APPROVER, piece, ids, now=NOW)
    publish(session, piece=piece)
    without = project.model_copy(update={"photos": (), "unpictured_en": "They are being taken anew."})
    publishing.save(session, AUTHOR, piece.id, without, version=piece.version, now=NOW)
    photographs.tidy(session, piece, [])
    assert set(photographs.of(session, piece)) == set(ids)
    publish(session, piece=piece)
    assert photographs.of(session, piece) == {}


def test_taking_down_deletes_the_photographs_and_the_hours_at_once(session):
    piece, project = with_photos(session, Role.AFTER)
    photographs.confirm(session, APPROVER, piece, [project.photos[0].id], now=NOW)
    publish(session, piece=piece)
    publishing.end(session, AUTHOR, piece.id, "somebody can be recognised", now=NOW)
    session.flush()
    assert session.scalars(select(ProjectPhoto)).all() == []
    assert payback.totals(session, None, None, NOW) == Totals()


def test_that_nobody_can_be_recognised_is_written_down(session):
    piece, project = with_photos(session, Role.AFTER)
    photographs.confirm(session, APPROVER, piece, [project.photos[0].id], now=NOW)
    photographs.confirm(session, APPROVER, piece, [project.photos[0].id], now=NOW)
    acts = [entry.act for entry in session.scalars(select(audit.Entry))]
    assert acts.count("nobody can be recognised") == 1


def test_a_project_holds_so_many_files_and_no_more(session):
    piece = draft(session)
    kept = [
        photographs.keep(session, AUTHOR, piece, clean(file()), now=NOW) for _n in range(photographs.MOST + 1)
    ]
    assert kept[-1] is None
    assert all(kept[:-1])


# --- how it goes on -----------------------------------------------------------------------------------------------


def test_visitors_keep_what_was_approved_until_its_progress_is(session):
    running = WHOLE.model_copy(update={"stage": Stage.RUNNING, "ended": None, "hours": 60})
    piece = publish(session, running)
    publishing.save(session, AUTHOR, piece.id, WHOLE, version=piece.version, now=NOW)
    assert payback.one(session, piece.id, NOW).stage is Stage.RUNNING
    assert payback.totals(session, TAMBER, None, NOW) == Totals(running=1, so_far=60)
    publish(session, piece=piece)
    assert payback.one(session, piece.id, NOW).stage is Stage.DONE
    assert payback.totals(session, TAMBER, None, NOW) == Totals(done=1, hours=180)


def test_a_project_that_is_over_its_date_stays_in_the_totals_and_one_taken_down_does_not(session):
    piece, other = publish(session), publish(session)
    publishing.end(session, AUTHOR, other.id, "it was another ward", now=NOW)
    later = piece.until + DAY
    assert payback.shown(session, later) == ()
    assert payback.totals(session, None, None, later) == Totals(done=1, hours=180)
    assert [each.is_shown for each in counted(session, later)] == [False]


def test_what_is_scheduled_counts_from_its_day(session):
    piece = draft(session)
    publishing.save(session, AUTHOR, piece.id, WHOLE, version=1, wanted_at=NOW + DAY, now=NOW)
    publish(session, piece=piece)
    assert payback.totals(session, None, None, NOW) == Totals()
    with pytest.raises(Gone):
        payback.one(session, piece.id, NOW)
    assert payback.totals(session, None, None, NOW + DAY).hours == 180


def test_a_draft_is_nowhere(session):
    piece = draft(session)
    assert payback.shown(session, NOW) == ()
    assert payback.totals(session, None, None, NOW) == Totals()
    with pytest.raises(Gone):
        payback.one(session, piece.id, NOW)


def test_a_nomination_leads_to_the_project_that_it_became(session):
    piece = publish(session, WHOLE.model_copy(update={"nomination": "nomination-1"}))
    named = {
        "nomination-1": None,
        "nomination-2": piece.id,
        "nomination-3": "no project",
        "nomination-4": None,
    }
    both = {"nomination-1": piece.id, "nomination-2": piece.id}
    assert payback.of_nominations(session, named, NOW) == both
    assert payback.of_nominations(session, named, piece.until) == {}


def test_the_list_has_what_is_running_first_and_the_latest_end_before_the_earlier(session):
    running = WHOLE.model_copy(update={"stage": Stage.RUNNING})
    earlier = WHOLE.model_copy(update={"ended": WHOLE.ended - 5 * DAY})
    wanted = [publish(session, project).id for project in (running, UP_TO, WHOLE, earlier)]
    found = payback.shown(session, NOW, partnership=TAMBER, wards=["E05900001"])
    assert [each.id for each in found] == wanted
    assert payback.shown(session, NOW, partnership=TAMBER, wards=["E05900002"]) == ()
    assert payback.shown(session, NOW, partnership=HEXMARSH) == ()
    assert [each.id for each in payback.shown(session, NOW, year=2026, stage=Stage.DONE)] == wanted[2:]


# --- totals -------------------------------------------------------------------------------------------------------


class Row:
    def __init__(self, partnership, ward, stage, hours, year):
        self.partnership, self.ward, self.stage, self.hours = partnership, ward, stage, hours
        self.year = year if stage in payback.OVER else None


rows = st.lists(
    st.builds(
        Row, st.sampled_from(["A", "B", "C"]), st.sampled_from("mnopq"), st.sampled_from(Stage),
        st.integers(0, 5_000), st.integers(2020, 2027),
    ),
    max_size=60,
)  # fmt: skip


@given(rows)
def test_however_projects_are_parted_their_hours_add_up_to_the_same(projects):
    whole = total(projects)
    for by in (lambda row: row.year, lambda row: row.partnership, lambda row: (row.partnership, row.ward)):
        assert sum(parted(projects, by).values(), Totals()) == whole
    assert whole.projects == len(projects)
    assert whole.hours == sum(row.hours for row in projects if row.stage in payback.OVER)
    assert whole.so_far == sum(row.hours for row in projects if row.stage is Stage.RUNNING)


def test_hours_belong_to_the_year_in_which_a_project_ended(session):
    publish(
        session, WHOLE.model_copy(update={"started": dt.date(2025, 11, 1), "ended": dt.date(2025, 12, 31)})
    )
    publish(session, WHOLE.model_copy(update={"started": dt.date(2025, 11, 1), "ended": dt.date(2026, 1, 1)}))
    publish(session, WHOLE.model_copy(update={"stage": Stage.RUNNING, "hours": 7}))
    years = parted(counted(session, NOW), lambda each: each.year)
    assert {year: found.hours for year, found in years.items()} == {2025: 180, 2026: 180, None: 0}


def test_the_clear_table_holds_nothing_that_was_written(session):
    publish(session)
    rows = session.execute(select(ProjectFacts.__table__)).all()
    told = " ".join(str(cell) for row in rows for cell in row)
    assert not any(text in told for _field, text in WHOLE.texts() if text)
    sealed = session.execute(select(Piece.__table__)).all()
    assert b"library" not in b"".join(cell for row in sealed for cell in row if isinstance(cell, bytes))
