"""What came of recorded crimes, in words: what is known, what is open, what nobody told."""

from __future__ import annotations

from crimemap import language
from crimemap.figure import Figure, Status
from crimemap.language import gettext, ngettext
from crimemap.measures import crime, outcomes
from crimemap.terms import AreaKind, CrimeType, Outcome
from crimemap.words import gaps, labels
from crimemap.words.sentence import Sentence, name


def outcome(of: Outcome) -> str:
    """The label of an outcome."""
    return {
        Outcome.NOT_GIVEN: gettext("No outcome given"),
        Outcome.NOT_RECOGNISED: gettext("An outcome in words that this service does not know"),
        Outcome.STATUS_UPDATE_UNAVAILABLE: gettext("Status update unavailable"),
        Outcome.UNDER_INVESTIGATION: gettext("Under investigation"),
        Outcome.COURT_RESULT_UNAVAILABLE: gettext("Court result unavailable"),
        Outcome.NO_FURTHER_ACTION: gettext("Investigation complete, no suspect identified"),
        Outcome.UNABLE_TO_PROSECUTE: gettext("Unable to prosecute the suspect"),
        Outcome.FURTHER_INVESTIGATION_NOT_IN_PUBLIC_INTEREST: gettext(
            "Further investigation is not in the public interest"
        ),
        Outcome.FURTHER_ACTION_NOT_IN_PUBLIC_INTEREST: gettext(
            "Further action is not in the public interest"
        ),
        Outcome.FORMAL_ACTION_NOT_IN_PUBLIC_INTEREST: gettext("Formal action is not in the public interest"),
        Outcome.ACTION_TAKEN_BY_ANOTHER_ORGANISATION: gettext("Action to be taken by another organisation"),
        Outcome.LOCAL_RESOLUTION: gettext("Local resolution"),
        Outcome.DRUGS_POSSESSION_WARNING: gettext("Warning for possession of drugs"),
        Outcome.PENALTY_NOTICE_ISSUED: gettext("Penalty notice"),
        Outcome.CAUTIONED: gettext("Caution"),
    }.get(of) or _at_court(of)


def _at_court(of: Outcome) -> str:
    return {
        Outcome.SENTENCED_IN_ANOTHER_CASE: gettext("Suspect charged as part of another case"),
        Outcome.AWAITING_COURT_RESULT: gettext("Awaiting the court’s result"),
        Outcome.CHARGED: gettext("Suspect charged"),
        Outcome.SENT_TO_CROWN_COURT: gettext("Sent to the Crown Court"),
        Outcome.UNABLE_TO_PROCEED: gettext("Court case unable to proceed"),
        Outcome.NOT_GUILTY: gettext("Found not guilty"),
        Outcome.OTHER_COURT_DISPOSAL: gettext("Otherwise dealt with by the court"),
        Outcome.ABSOLUTE_DISCHARGE: gettext("Absolute discharge"),
        Outcome.CONDITIONAL_DISCHARGE: gettext("Conditional discharge"),
        Outcome.COMPENSATION: gettext("Ordered to pay compensation"),
        Outcome.DEPRIVED_OF_PROPERTY: gettext("Deprived of property"),
        Outcome.FINED: gettext("Fined"),
        Outcome.COMMUNITY_PENALTY: gettext("Community sentence"),
        Outcome.SUSPENDED_SENTENCE: gettext("Suspended prison sentence"),
        Outcome.IMPRISONED: gettext("Sent to prison"),
    }[of]


def share(of: Figure) -> str:
    """9%, under 1%; nothing where there is no share."""
    if of.value is None:
        return ""
    if 0 < of.value < 0.005:
        return gettext("under %(percent)s", percent=language.percent(0.01))
    return language.percent(of.value)


def whole() -> str:
    """What shares add up to."""
    return language.percent(1)


def outcomes_title(table: outcomes.OutcomeTable) -> str:
    """The heading of the page."""
    if table.what == crime.ALL:
        return gettext("What came of crimes in %(place)s", place=table.area.name)
    return gettext(
        "What came of %(type)s in %(place)s", type=labels.crime_type_inside(table.what), place=table.area.name
    )


def outcomes_lead(table: outcomes.OutcomeTable, quality: crime.Quality) -> Sentence:
    """How many crimes led to a charge or were dealt with, and how many are open; or why nobody can say."""
    total = table.total
    nothing = total.is_known and not total.value  # whatever was supplied: of no crime there is no outcome
    if table.rows[0].figure.value is None and not nothing:
        return Sentence.said(_no_outcomes(table, quality))
    if not total.value:
        return Sentence.said(
            gettext(
                "No crime was recorded in %(period)s, so there is nothing to tell.",
                period=labels.period_inside(total.period),
            )
        )
    incomplete = gaps.incomplete(total.period, quality, table.what) if total.status is Status.PARTIAL else ""
    return Sentence.said(_brought(table), _open(table), incomplete)


def _brought(table: outcomes.OutcomeTable) -> str:
    """The verb goes with how many were brought to a result: of 12 crimes, 1 has led to a charge."""
    brought = int(table.brought.value or 0)
    values = {
        "crimes": _crimes(table),
        "type": labels.crime_type(table.what),
        "brought": language.number(brought) if brought else gettext("none"),
    }
    if table.what == crime.ALL:
        return ngettext(
            "Of the %(crimes)s, *%(brought)s* has led to a charge or was dealt with out of court so far.",
            "Of the %(crimes)s, *%(brought)s* have led to a charge or were dealt with out of court so far.",
            brought,
            **values,
        )
    return ngettext(
        "%(type)s: of the %(crimes)s, *%(brought)s* has led to a charge or was dealt with out of court so far.",
        "%(type)s: of the %(crimes)s, *%(brought)s* have led to a charge or were dealt with out of court so far.",
        brought,
        **values,
    )


def _crimes(table: outcomes.OutcomeTable) -> str:
    """How many crimes, and of when; of an incomplete month as many as were supplied, which is not all."""
    recorded, period = int(table.total.value or 0), labels.period_inside(table.period)
    if table.total.status is Status.PARTIAL:
        return ngettext(
            "%(num)s crime that was supplied for %(period)s",
            "%(num)s crimes that were supplied for %(period)s",
            recorded,
            period=period,
        )
    return ngettext(
        "%(num)s crime recorded in %(period)s",
        "%(num)s crimes recorded in %(period)s",
        recorded,
        period=period,
    )


def _open(table: outcomes.OutcomeTable) -> str:
    pending, unknown = int(table.pending.value or 0), int(table.unknown.value or 0)
    told = []
    if pending:
        told.append(
            ngettext(
                "*%(count)s* is still being investigated.",
                "*%(count)s* are still being investigated.",
                pending,
                count=language.number(pending),
            )
        )
    if unknown:
        told.append(
            ngettext(
                "The result of *%(count)s* more is not known.",
                "The results of *%(count)s* more are not known.",
                unknown,
                count=language.number(unknown),
            )
        )
    return " ".join(told)


def _no_outcomes(table: outcomes.OutcomeTable, quality: crime.Quality) -> str:
    """Why there are no outcomes: no such thing, no crimes to speak of, or none supplied."""
    if table.what is CrimeType.ANTI_SOCIAL_BEHAVIOUR:
        return gettext(
            "Reports of anti-social behaviour have no outcome in the police’s files. This does not mean that nothing"
            " was done."
        )
    if table.total.value is None:
        return gaps.no_total(table.total, quality, table.what)
    force = name(quality.force or table.area.name)
    if set(table.period.months()) <= set(table.without):
        return gettext(
            "%(force)s published no outcomes of the crimes recorded in %(period)s. This does not mean that nothing"
            " came of them.",
            force=force,
            period=labels.period_inside(table.period),
        )
    return gettext(
        "%(force)s published no outcomes of the crimes of %(months)s, so there are none for %(period)s as a whole. This"
        " does not mean that nothing came of them.",
        force=force,
        months=labels.month_list(table.without),
        period=labels.period_inside(table.period),
    )


def outcomes_notes(table: outcomes.OutcomeTable) -> tuple[Sentence, ...]:
    """How to read the bars, and what they cannot tell."""
    if table.rows[0].figure.value is None or not table.total.value:
        return ()
    dashed = gettext(
        "Dashed bars: no result yet, or a result that the police did not pass on. Each crime is counted once, with what"
        " is known last."
    )
    late = gettext(
        "Results come late: recent crimes have had less time than earlier ones, so these numbers are not compared with"
        " a year before."
    )
    courts = (
        gettext("A charge is not a conviction; what a court decided is told where it is known.")
        if table.tells_of_courts
        else gettext("A charge is not a conviction. What the courts decided is not in these files.")
    )
    return (Sentence.said(dashed), Sentence.said(late, courts))


def outcomes_recorded_by(table: outcomes.OutcomeTable) -> str:
    """The line under the heading: which crimes."""
    if table.area.kind is AreaKind.FORCE:
        return gettext("Crimes that the force recorded, by what is known last of each.")
    return gettext("Crimes recorded here, by what is known last of each. Results are added as they come.")
