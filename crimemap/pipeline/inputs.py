"""The input file of a release (SOURCES.toml): every key, and that the files it names are there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from crimemap.terms import AreaKind, Nation, Refusal

Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Vintage = Literal[2011, 2021]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Police(_Part):
    """Archives of data.police.uk, zips or folders; a later one replaces a whole force, month and kind."""

    archives: Annotated[tuple[Text, ...], Field(min_length=1)]


class History(_Part):
    """A release whose months are kept where no archive covers them."""

    release: Text


class Neighbourhoods(_Part):
    """Folders as `crimemap fetch police` wrote them, each named by its force's slug.

    `folder`: neighbourhoods and their teams. `teams`: teams alone, where the boundaries are among [[areas]].
    """

    folder: Text | None = None
    teams: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if not self.all_folders:
            raise ValueError("folder = … or teams = […] was expected")
        return self

    @property
    def all_folders(self) -> tuple[tuple[str, str], ...]:
        """(key, path as written) of every folder that holds teams."""
        first = [("neighbourhoods.folder", self.folder)] if self.folder else []
        return (*first, *((f"neighbourhoods.teams[{n}]", folder) for n, folder in enumerate(self.teams)))


class Areas(_Part):
    """A boundary file. `force` or `force_column` says whose: for neighbourhoods, and for forces of our own."""

    kind: AreaKind
    file: Text
    layer: str | None = None
    code: Text
    name: Text
    force: Slug | None = None
    force_column: Text | None = None
    vintage: int | None = None
    within: AreaKind | None = None

    @model_validator(mode="after")
    def _force_where_it_belongs(self) -> Self:
        if self.force and self.force_column:
            raise ValueError("force and force_column: one of the two was expected")
        if (self.force or self.force_column) and self.kind not in {AreaKind.NEIGHBOURHOOD, AreaKind.FORCE}:
            raise ValueError(f"force is a key of neighbourhoods, not of kind {self.kind.value!r}")
        return self


class Population(_Part):
    """How many live, or work, in each LSOA."""

    kind: Literal["residents", "households", "workday"]
    file: Text
    code: Text
    count: Text
    vintage: Vintage
    year: int


class Deprivation(_Part):
    """A scale of deprivation by LSOA."""

    scale: Text
    nation: Literal[Nation.ENGLAND, Nation.WALES]
    file: Text
    code: Text
    rank: Text
    decile: Text
    vintage: Vintage


class Lookup(_Part):
    """From an LSOA to what it became or belongs to; `former`: from any code that is no more to what took its place."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    kind: Literal["lsoa11-lsoa21", "lsoa-force", "lsoa-partnership", "former"]
    file: Text
    source: Annotated[Text, Field(alias="from")]
    target: Annotated[Text, Field(alias="to")]
    change: str | None = None


class Postcodes(_Part):
    """A file of postcodes and where they are."""

    format: Literal["code-point-open", "onspd"]
    file: Text


class Survey(_Part):
    """A survey's results, in our own format or as the publisher brings them out; a later file corrects an earlier."""

    format: Literal["mopac", "csew-regions", "crimemap"]
    file: Text


class Indicators(_Part):
    """What others reported of indicators, in our own format."""

    file: Text


class Similar(_Part):
    """Which areas are alike (reviewed groups, such as most similar ones): one row an area and one that is like it."""

    file: Text
    area: Text
    like: Text


class Names(_Part):
    """Names that people use for small areas."""

    file: Text
    code: Text
    name: Text


class Basemap(_Part):
    """A layer to draw under the figures."""

    kind: Literal["land", "built", "water", "wood", "park", "road", "rail", "place"]
    file: Text
    layer: str | None = None
    name: str | None = None
    klass: Annotated[str | None, Field(alias="class")] = None


class Recipe(_Part):
    """SOURCES.toml, read and checked. Paths are as written there; `path` finds them."""

    name: Text
    forces: Annotated[tuple[Slug, ...], Field(min_length=1)] | None = None
    lsoa: Vintage | None = None
    police: Police
    history: History | None = None
    neighbourhoods: Neighbourhoods | None = None
    areas: tuple[Areas, ...] = ()
    population: tuple[Population, ...] = ()
    deprivation: tuple[Deprivation, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    postcodes: tuple[Postcodes, ...] = ()
    surveys: tuple[Survey, ...] = ()
    indicators: tuple[Indicators, ...] = ()
    similar: Similar | None = None
    names: tuple[Names, ...] = ()
    basemap: tuple[Basemap, ...] = ()
    file: Path = Path()

    def path(self, written: str) -> Path:
        """The file that a path of the input file means."""
        return self.file.parent / written

    def lookup(self, kind: str) -> tuple[Lookup, ...]:
        """The lookups of a kind."""
        return tuple(lookup for lookup in self.lookups if lookup.kind == kind)

    def named(self) -> Iterator[tuple[str, str]]:
        """(key, path as written) of every file and folder."""
        for number, archive in enumerate(self.police.archives):
            yield f"police.archives[{number}]", archive
        if self.neighbourhoods:
            yield from self.neighbourhoods.all_folders
        if self.similar:
            yield "similar.file", self.similar.file
        for table in (
            "areas",
            "population",
            "deprivation",
            "lookups",
            "postcodes",
            "surveys",
            "indicators",
            "names",
            "basemap",
        ):
            for number, part in enumerate(getattr(self, table)):
                yield f"{table}[{number}].file", part.file


def load(file: Path) -> Recipe:
    """Read an input file. Raises Refusal naming the key and what was expected, or the file that is missing."""
    try:
        written = tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise Refusal(f"{file}: there is no such input file.") from None
    except UnicodeDecodeError as fault:
        raise Refusal(f"{file}: an input file is UTF-8 text: {fault}.") from fault
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise Refusal(f"{file}: it cannot be read as TOML: {fault}.") from fault
    if "file" in written:
        raise Refusal(f"{file}: file: there is no such key here.")
    try:
        recipe = Recipe.model_validate(written | {"file": file})
    except ValidationError as fault:
        raise Refusal(f"{file}: {_sentence(fault)}.") from fault
    _check(recipe)
    return recipe


_EXPECTED: Final = {
    "tuple_type": "a list was expected ([[…]] for tables)",
    "model_type": "a table was expected",
    "too_short": "at least one was expected",
    "string_type": "text was expected",
    "string_too_short": "it is empty; text was expected",
    "string_pattern_mismatch": "a force as file names write it was expected, like avon-and-somerset",
    "int_type": "a whole number was expected",
    "int_parsing": "a whole number was expected",
}
"""What a type of error says to people who have not seen the code."""


def _sentence(fault: ValidationError) -> str:
    """The first error as `key: what is wrong`."""
    error = fault.errors()[0]
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"]).lstrip(".")
    if error["type"] == "extra_forbidden":
        return f"{key}: there is no such key"
    if error["type"] == "missing":
        return f"{key}: the key is missing"
    message = error["msg"].removeprefix("Value error, ")
    if message.startswith("Input should be "):
        message = f"{message.removeprefix('Input should be ')} was expected"
    message = _EXPECTED.get(error["type"], message)
    value = error.get("input")
    shown = f" = {value!r}" if isinstance(value, str | int | float) else ""
    return f"{key}{shown}: {message}"


def _check(recipe: Recipe) -> None:
    """What one table cannot know of another, and that files are there."""
    for key, written in recipe.named():
        if not recipe.path(written).exists():
            raise Refusal(f"{recipe.file}: {key} = {written!r}: there is no such file.")
    kinds = {part.kind for part in recipe.areas}
    for number, part in enumerate(recipe.areas):
        where = f"{recipe.file}: areas[{number}]"
        if part.within and (part.within not in kinds or part.within is part.kind):
            raise Refusal(
                f"{where}.within = {part.within.value!r}: another kind among [[areas]] was expected."
            )
        if part.kind is AreaKind.LSOA and recipe.lsoa is None:
            raise Refusal(f"{where}: kind 'lsoa' needs the key lsoa = 2011 or 2021 at the top.")
        if part.kind is AreaKind.LSOA and part.vintage not in {None, recipe.lsoa}:
            raise Refusal(
                f"{where}.vintage = {part.vintage}: the served vintage is lsoa = {recipe.lsoa}; "
                "areas of another are not joined."
            )
    _check_vintages(recipe)


def _check_vintages(recipe: Recipe) -> None:
    """LSOA 2011 and 2021 are never joined without a lookup (rule Q5)."""
    if recipe.lookup("lsoa11-lsoa21") or recipe.lsoa is None:
        return
    given = [(f"population[{n}]", part.vintage) for n, part in enumerate(recipe.population)]
    given += [(f"deprivation[{n}]", part.vintage) for n, part in enumerate(recipe.deprivation)]
    for where, vintage in given:
        if vintage != recipe.lsoa:
            raise Refusal(
                f"{recipe.file}: {where}.vintage = {vintage}: with lsoa = {recipe.lsoa} "
                "a [[lookups]] of kind 'lsoa11-lsoa21' was expected."
            )
