"""What is measured on: the national files beside the repository, else invented ones of the same shape."""

from __future__ import annotations

import os
import random
import tempfile
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from crimemap.release import Release, layout
from crimemap.release.manifest import Manifest
from crimemap.release.shelf import Shelf
from crimemap.sources.police import STREET_HEADER
from crimemap.terms import CSV_NAMES, FORCES, Month, Period
from tests.county import ROOT, build_county
from tests.load.lines import tell
from tests.load.measuring import child

SHARED = ROOT.parent / "shared" / "data"
NATIONAL = "police/national_2019-01_2019-02.zip"
SOME_FORCES = ("cambridgeshire", "dyfed-powys", "essex", "kent", "surrey", "sussex")
YEARS = 36
"""Months of the release that pages are asked of, as three years of the whole country would be."""

_AREAS = (
    ("force", "boundaries/police_force_areas_2020_EW.geojson.zip", "pfa20_code", "pfa20_name", 2020),
    ("partnership", "boundaries/community_safety_partnerships_2019_EW.geojson.zip", "CSP", "CSPn", 2019),
    ("ward", "boundaries/wards_2022_UK.geojson.zip", "ward22_code", "ward22_name", 2022),
    ("lsoa", "boundaries/lsoa_2021_EW.geojson.zip", "lsoa21_code", "lsoa21_name", 2021),
)
_TAIL = """
[[population]]
kind = "residents"
file = "data/population/census_2021_lsoa21_residents_households_EW.csv.zip"
code = "lsoa21_code"
count = "total_residents"
vintage = 2021
year = 2021
[[lookups]]
kind = "lsoa11-lsoa21"
file = "data/lookups/lsoa11_lsoa21_ltla22.csv.zip"
from = "lsoa11_code"
to = "lsoa21_code"
change = "change_code"
[[lookups]]
kind = "lsoa-force"
file = "data/lookups/lsoa21_msoa21_lad22_pfa22_rgn22.csv.zip"
from = "lsoa21cd"
to = "pfa22cd"
[[postcodes]]
format = "code-point-open"
file = "data/postcodes/code_point_open_2025-05_cb_pe_ec_gu_kt_rh.zip"
"""


@dataclass
class Material:
    """Files and releases, made when a row first asks. `folder`: room for them, removed after the run."""

    folder: Path
    quick: bool
    builds: dict[str, dict[str, object]] = field(default_factory=dict)

    @property
    def real(self) -> bool:
        """Whether the publishers' own files are there."""
        return (SHARED / NATIONAL).is_file()

    @property
    def forces(self) -> list[str] | None:
        """Quick rounds take a few forces."""
        return list(SOME_FORCES) if self.quick and self.real else None

    @cached_property
    def archive(self) -> Path:
        """Two months of street files of the country, or invented ones."""
        if self.real:
            return SHARED / NATIONAL
        path = self.folder / "invented.zip"
        _invent(path, rows=2_000 if self.quick else 8_000)
        return path

    def said(self) -> list[str]:
        """What the table has to say of its material."""
        few = f", {len(SOME_FORCES)} forces of it" if self.forces else ""
        if self.real:
            return [
                (
                    f"Files: data.police.uk, {NATIONAL}{few}. Releases: made from them, with wards, partnerships and"
                    f" LSOAs; pages are asked of {YEARS} months, which are these two over and over."
                )
            ]
        return [
            (
                f"Files: {NATIONAL} is not here: invented street files of the same shape, and the demonstration county"
                " where a release is asked for; it is small, so that fixed costs weigh more."
            )
        ]

    @cached_property
    def recipe(self) -> Path:
        """The input file of the release that the build row builds."""
        return self._recipe("release.toml", [])

    @cached_property
    def next_recipe(self) -> Path:
        """The same with one more month: the last one again, under the next month's name."""
        path = self.folder / "next.zip"
        archive = self.archive if self.real else max((self.county / "demo" / "police").glob("*.zip"))
        later = _months(archive)[-1]
        _renamed(archive, path, str(later), str(later.plus(1)), self.forces)
        return self._recipe("next.toml", [path.name])

    def _recipe(self, name: str, more: list[str]) -> Path:
        if not self.real:
            return self._county_recipe(name, more)
        (self.folder / "data").unlink(missing_ok=True)
        (self.folder / "data").symlink_to(SHARED)
        archives = [f"data/{NATIONAL}", *more]
        text = (
            f'name = "England and Wales"\nlsoa = 2021\n{self._forces_key()}[police]\narchives = {archives}\n'
        )
        for kind, file, code, label, year in _AREAS:
            text += (
                f'[[areas]]\nkind = "{kind}"\nfile = "data/{file}"\ncode = "{code}"\nname = "{label}"\n'
                f"vintage = {year}\n"
            )
        path = self.folder / name
        path.write_text(text + _TAIL, "utf-8")
        return path

    def _forces_key(self) -> str:
        return f"forces = {self.forces}\n" if self.forces else ""

    def _county_recipe(self, name: str, more: list[str]) -> Path:
        """The demonstration's own input file, in its own folder."""
        given = self.county / "demo" / "sources.toml"
        path = given.with_name(name)
        text = given.read_text("utf-8")
        if more:
            text = text.replace("archives = [", f'archives = ["{(self.folder / more[0]).resolve()}", ')
        path.write_text(text, "utf-8")
        return path

    @cached_property
    def county(self) -> Path:
        """The demonstration county's DATA folder."""
        tell("Writing and building the demonstration county")
        return build_county(self.folder)

    def build(self, recipe: Path, releases: Path) -> dict[str, object]:
        """What the build of `recipe` cost; built once a run."""
        if recipe.name not in self.builds:
            tell(f"Building {recipe.stem}")
            self.builds[recipe.name] = child("build", recipe=recipe, releases=releases)
        return self.builds[recipe.name]

    @property
    def releases(self) -> Path:
        """Where the build row builds."""
        return self.folder / "built" / "releases"

    @cached_property
    def data(self) -> Path:
        """A DATA folder whose current release has three years: what pages and figures are asked of."""
        if not self.real:
            return self.county
        self.build(self.recipe, self.releases)
        built = Shelf(self.releases)
        data = self.folder / "site"
        stretch(built.open(str(self.builds[self.recipe.name]["id"])), data / "releases", YEARS)
        return data

    def uncached(self) -> Path:
        """Another DATA folder with the release of `data` and no cache yet."""
        folder = Path(tempfile.mkdtemp(dir=self.folder, prefix="site-"))
        (folder / "releases").symlink_to((self.data / "releases").resolve())
        return folder

    @cached_property
    def release(self) -> Release:
        """The current one of `data`."""
        return Shelf(self.data / "releases").current()


def stretch(release: Release, shelf: Path, length: int) -> Release:
    """A release of `length` months in `shelf`, and current there: those of `release` over and over."""
    months = Period.ending(release.months[-1], length).months()
    turn = [(n - length) % len(release.months) for n in range(length)]
    name = f"{months[-1]}-{0:08x}"
    folder = shelf / name
    for part in ("counts", "points", "facts"):
        (folder / part).mkdir(parents=True)
    for file in release.folder.rglob("*"):
        inside = file.relative_to(release.folder)
        if file.is_file() and inside.parts[0] not in {"facts", layout.MANIFEST, layout.SPLIT, "counts"}:
            (folder / inside).parent.mkdir(parents=True, exist_ok=True)
            os.link(file, folder / inside)
    for place, month in zip(turn, months, strict=True):
        source = release.months[place]
        for named in (layout.facts_file, layout.points_file):
            (folder / named(month)).unlink(missing_ok=True)
            os.link(release.folder / named(source), folder / named(month))
    for kind in release.manifest.kinds:
        counts = np.load(release.folder / layout.counts_file(kind), mmap_mode="r")
        np.save(folder / layout.counts_file(kind), counts[:, turn])
    np.save(folder / layout.SPLIT, np.load(release.folder / layout.SPLIT)[:, turn])
    (folder / layout.MANIFEST).write_bytes(_manifest(release, months, turn, name).to_bytes())
    (shelf / "current").write_text(name + "\n", "ascii")
    return Release(folder)


def _manifest(release: Release, months: tuple[Month, ...], turn: list[int], name: str) -> Manifest:
    texts = [str(month) for month in release.months]
    forces = {
        slug: cover.model_copy(
            update={"coverage": {str(m): cover.coverage[texts[n]] for m, n in zip(months, turn, strict=True)}}
        )
        for slug, cover in release.manifest.forces.items()
    }
    update = {"months": tuple(str(month) for month in months), "forces": forces, "id": name}
    return release.manifest.model_copy(update=update)


def _months(archive: Path) -> list[Month]:
    with zipfile.ZipFile(archive) as opened:
        names = {member.rsplit("/", 1)[-1] for member in opened.namelist()}
    return sorted({Month.parse(name[:7]) for name in names if name.endswith("-street.csv")})


def _renamed(archive: Path, target: Path, old: str, new: str, forces: list[str] | None) -> None:
    """A zip with the street files of month `old` as if they were of `new`."""
    with (
        zipfile.ZipFile(archive) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, True, 1) as made,
    ):
        for member in source.namelist():
            name = member.rsplit("/", 1)[-1]
            if (
                name.startswith(old)
                and name.endswith("-street.csv")
                and (forces is None or name[8:-11] in forces)
            ):
                text = source.read(member).replace(f",{old},".encode(), f",{new},".encode())
                made.writestr(name.replace(old, new), text)


def _invent(path: Path, rows: int) -> None:
    """Street files of two months for every force, `rows` each: invented points, the publisher's columns."""
    dice = random.Random(1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, True, 1) as made:
        for number, force in enumerate(FORCES.values()):
            west, south = -4.5 + number % 9 * 0.6, 50.6 + number // 9 * 0.6
            points = [_point(dice, west, south, number, n) for n in range(max(20, rows // 3))]
            for month in ("2019-01", "2019-02"):
                lines = [
                    ",".join(STREET_HEADER),
                    *(_row(dice, month, force.name, points) for _ in range(rows)),
                ]
                made.writestr(f"{month}/{month}-{force.slug}-street.csv", "\n".join(lines) + "\n")


def _point(dice: random.Random, west: float, south: float, force: int, n: int) -> str:
    lon, lat = west + dice.random() * 0.6, south + dice.random() * 0.6
    code = f"E0{1_900_000 + force * 1000 + n % 700}"
    return f"{lon:.6f},{lat:.6f},On or near Invented Street {n % 400},{code},Invented {n % 700:03d}A"


def _row(dice: random.Random, month: str, force: str, points: list[str]) -> str:
    kind = dice.choice(tuple(CSV_NAMES))
    outcome = dice.choice(("Under investigation", "Unable to prosecute suspect", "Local resolution"))
    return f"{dice.getrandbits(256):064x},{month},{force},{force},{dice.choice(points)},{kind},{outcome},"
