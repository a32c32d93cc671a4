"""The words by which rule C5 finds what identifies people: reviewed lists of data/rules/identifying.yaml."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from crimemap.disclosure.reviewed import FOLDER, Row, load


def _plain(words: frozenset[str]) -> frozenset[str]:
    """Texts are compared in lower case and without accents, so that a word with either would never be found."""
    if strange := sorted(word for word in words if not word or word != word.lower() or not word.isascii()):
        raise ValueError(f"{', '.join(strange)}: a word here is in lower case and without accents")
    return words


Words = Annotated[frozenset[str], Field(min_length=1), AfterValidator(_plain)]


class Streets(Row):
    """What makes a street of a name, and what makes somebody's home of a street."""

    strong: Words
    weak: Words
    homes: Words
    welsh: Words
    welsh_strong: Words
    not_names: Words
    part_of: Words
    of_harmless: Words
    lives: Words
    before: Words
    from_: Annotated[Words, Field(alias="from")]
    not_houses: Words
    counts_of: Words
    house_words: Words
    number_words: Words
    counted: Words
    beside: Words


class Dwellings(Row):
    """Homes that are told without a street: by what stands beside them, by their look, by a name or a number."""

    words: Words
    which: Words
    where: Words
    looks: Words
    welsh: Words
    usual: Words
    the_names: Words
    street_after: Words
    public: Words
    named: Words
    farms: Words
    not_farms: Words
    small_ends: Words
    farm_things: Words
    number_goes_on: Words


class Names(Row):
    """Given names and surnames, and what bears them without being a person."""

    given: Words
    given_also: Words
    surnames: Words
    surnames_alone: Words
    public: Words
    before_public: Words
    before_one: Words
    after_one: Words
    offices: Words
    speech: Words
    things: Words
    aliases: Words
    pets: Words
    told: Words


class Particulars(Row):
    """What marks one person out: a tattoo, a lost leg, what they drive, what they are known for."""

    marks: Words
    mark_trades: Words
    limbs: Words
    drives: Words
    once: Words
    fame: Words
    known_for: Words
    habits: Words
    habit_follows: Words
    clubs: Words
    club_roles: Words
    countries: Words
    trades: Words


class Persons(Row):
    """Words for one person, and for whose."""

    singular: Words
    child: Words
    titles: Words
    not_surnames: Words
    pronouns: Words
    possessive: Words
    possessive_wide: Words
    organisations: Words
    organisation_words: Words


class Family(Row):
    """Relations: always, only with whose, never."""

    always: Words
    possessed: Words
    general: Words
    harmless: Words
    between: Words
    numbers: Words
    pairs: Words


class Schools(Row):
    """Schools by name, and pupils."""

    words: Words
    short: Words
    welsh: Words
    kinds: Words
    grounds: Words
    not_ours: Words
    welsh_kinds: Words
    attend: Words
    pupil_pairs: Words
    pupil: Words


class Business(Row):
    """One person's shop, pub or boat."""

    roles: Words
    strong: Words
    follows: Words
    unnamed: Words
    boats: Words
    aboard: Words
    shops: Words
    chains: Words
    who: Words
    groups: Words


class Work(Row):
    """Jobs that single somebody out."""

    jobs: Words
    posts: Words
    follows: Words
    institutions: Words
    works: Words
    works_follows: Words
    ranks: Words
    numbered: Words
    teachers: Words


class Victims(Row):
    """Names of victims and witnesses."""

    words: Words
    not_names: Words
    acts: Words
    not_people: Words
    called: Words


class Groups(Row):
    """Nationality, religion, disability, sexuality, status."""

    adjectives: Words
    beside_only: Words
    persons: Words
    not_after: Words
    whole: Words
    whole_not_after: Words
    conditions: Words
    private: Words
    conditions_need: dict[str, Words]
    has: Words
    descent: Words


class Moments(Row):
    """An exact time at an exact place."""

    events: Words
    places: Words


class Plates(Row):
    """What is a number plate and what only looks like one."""

    words: Words
    references: Words
    parts: Words
    cues: Words


class Numbers(Row):
    """Telephones, accounts, documents."""

    public: Words
    phone_words: Words
    spoken: Words
    cues: Words
    files: Words
    cue_words: Words
    networks: Words
    network_cues: Words


class Births(Row):
    """Days of birth."""

    words: Words
    pairs: Words
    harmless: Words


class Ages(Row):
    """Exact ages of children."""

    old: Words
    units: Words
    things: Words
    ranges: Words
    aged: Words
    turned: Words


class Identifying(Row):
    """data/rules/identifying.yaml, whole."""

    reviewed: dt.date
    spelled: Words
    spelled_so: dict[str, str]
    spelled_not: Words
    adult_age: Annotated[int, Field(gt=0)]
    streets: Streets
    dwellings: Dwellings
    names: Names
    particulars: Particulars
    persons: Persons
    family: Family
    schools: Schools
    business: Business
    work: Work
    victims: Victims
    groups: Groups
    moments: Moments
    plates: Plates
    numbers: Numbers
    births: Births
    ages: Ages


def load_words(file: Path = FOLDER / "identifying.yaml") -> Identifying:
    """The reviewed lists. Raises Refusal naming the file and the key."""
    return load(file, Identifying)


@cache
def words() -> Identifying:
    """This installation's lists, read once a process and when first asked for."""
    return load_words()
