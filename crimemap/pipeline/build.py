"""The way through the pipeline, in order."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from crimemap.pipeline import (
    background,
    boundaries,
    centres,
    classes,
    edges,
    family,
    gazetteer,
    inputs,
    lookups,
    outcome_counts,
    people,
    places,
    shapes,
    similar,
    stations,
    surveys,
    teams,
    write,
)
from crimemap.pipeline.assign import Assigner
from crimemap.pipeline.assign import Known as KnownPoints
from crimemap.pipeline.atlas import Atlas
from crimemap.pipeline.builtup import Tile, built_up
from crimemap.pipeline.builtup import recall as recall_tiles
from crimemap.pipeline.count import Counts
from crimemap.pipeline.coverage import judge
from crimemap.pipeline.earlier import Earlier, Known, digest_of
from crimemap.pipeline.inputs import Recipe
from crimemap.pipeline.months import Account, Months, Plan, not_kept, plan, reuse_keys
from crimemap.pipeline.outcome_counts import OutcomeCounts
from crimemap.pipeline.outcome_files import OutcomeFiles
from crimemap.pipeline.outcomes import Outcomes
from crimemap.pipeline.progress import Progress
from crimemap.pipeline.received import Desk
from crimemap.pipeline.register import Register
from crimemap.release import layout
from crimemap.release.manifest import (
    ForceCover,
    InputFile,
    Ledger,
    Manifest,
    OutcomeLedger,
    SmallAreas,
    SurveyFile,
)
from crimemap.release.shelf import Shelf
from crimemap.sources import context
from crimemap.sources.police import Inventory, inventory
from crimemap.sources.postcodes import read_postcodes
from crimemap.terms import FORCES, AreaKind, Refusal

GEOMETRY: Final = 2
"""Raised when the same boundary files would give other areas or shapes."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to. `new`: it was not on the shelf before. `used`: it is served now."""

    id: str
    new: bool
    used: bool
    manifest: Manifest


def build(file: Path, shelf: Shelf, *, at: datetime, progress: Progress, use: bool = True) -> Built:
    """Build the release of an input file, verify it, and (`use`) serve it from `at` (UTC) on.

    Raises Refusal, with the served release as it was, for input that cannot be used, when another build is
    running, and when the disk fails.
    """
    recipe = inputs.load(file)
    with write.unharmed(shelf), shelf.locked(f"building from {file}"):
        with write.workshop(shelf) as folder:
            manifest = _Build(recipe, shelf, folder, progress).run()
            progress.step("Verifying")
            new = write.publish(folder, manifest, shelf)
        named = manifest.named()
        if use:
            shelf.use(named.id, at)
    return Built(named.id, new, use, named)


class _Build:
    """One build, from the recipe to the manifest: what there is (here), then areas, months, places, the account."""

    def __init__(self, recipe: Recipe, shelf: Shelf, folder: Path, progress: Progress) -> None:
        progress.step("Reading the inputs")
        self.recipe = recipe
        self.folder = folder
        self.progress = progress
        self.known = Known(shelf)
        self.history = _history(recipe, shelf)
        self.given = _inputs(recipe)
        self.found = inventory([recipe.path(name) for name in recipe.police.archives], recipe.forces)
        street = [file for file in self.found.files if file.kind == "street"]
        self.plans = plan(street, self.history, self.known)
        self.forces = _forces(recipe, self.plans, self.history)
        self.lookups = lookups.read(recipe)
        self.notes = not_kept(self.plans, self.history)
        self.reuse: dict[str, str] = reuse_keys(self.plans)
        self.outcomes = OutcomeLedger()
        self.surveys: tuple[SurveyFile, ...] = ()

    def run(self) -> Manifest:
        """Every file of the release but the manifest, which is returned without its id."""
        atlas, known = self._atlas()
        account, register, counts = self._months(atlas, known)
        self.progress.step("Drawing places")
        sources = self._places(atlas, register, account)
        counts.close()
        stations.write(self.folder, self.plans, self.forces)
        teams.write(self.folder, self.recipe, atlas, self.notes)
        self.surveys = surveys.write(self.folder, self.recipe, atlas)
        return classes.with_classes(self.folder, self._manifest(atlas, register, account, sources))

    def _key(self, what: object, files: Sequence[str]) -> str:
        """A digest of what decides a part of the release; where a file lies does not."""
        digests = [self.given[name].sha256 for name in files]
        said = json.dumps([layout.FORMAT, GEOMETRY, what, digests], default=str)
        return hashlib.sha256(said.encode()).hexdigest()

    # --- areas -----------------------------------------------------------------------------------

    def _atlas(self) -> tuple[Atlas, KnownPoints | None]:
        """The areas, from their files or from a release that has the same; then with the areas of its points."""
        recipe = self.recipe
        files = [*(part.file for part in recipe.areas), *(part.file for part in recipe.lookups)]
        said = [_without_path(part) for part in (*recipe.areas, *recipe.lookups)]
        if recipe.neighbourhoods and recipe.neighbourhoods.folder:
            said.append(teams.boundaries_of(recipe.path(recipe.neighbourhoods.folder)))
        key = self._key([recipe.lsoa, self.forces, shapes.TOLERANCE, said], files)
        source = self.known.of("areas", key)
        if source is not None and source.sound(
            layout.PLACES, *(layout.points_file(name) for name in ("places", *source.manifest.kinds))
        ):
            self.reuse["areas"] = key
            atlas = places.recall(source.folder)
            edges.link(source, self.folder, atlas)
            atlas.notes = list(source.manifest.boundary_notes)
            areas = {kind: np.asarray(source.array(layout.points_file(kind))) for kind in atlas.layers}
            return atlas, KnownPoints.of(source.places[:, 0], source.places[:, 1], areas)
        self.progress.step("Reading boundaries")
        atlas = boundaries.survey(recipe, self.forces, self.lookups)
        family.relate(atlas, self.lookups)
        shapes.draw(atlas)
        edges.write(self.folder, atlas)
        if not atlas.undecided:
            self.reuse["areas"] = key
        return atlas, None

    # --- months ----------------------------------------------------------------------------------

    def _months(self, atlas: Atlas, known: KnownPoints | None) -> tuple[Account, Register, Counts]:
        register = Register(Assigner(atlas, self.lookups, self.forces, known))
        counts = Counts(self.folder, atlas, len(self.plans), self.forces)
        desk = Desk(write.scratch(self.folder), self.forces)
        try:
            account = Months(self.recipe, self.folder, desk, register, counts).run(self.plans, self.progress)
            self._outcomes(atlas, desk, register)
        finally:
            desk.close()
        if not any(file.published for file in account.files):
            raise Refusal(f"{self.recipe.file}: nothing could be published: no row of any file can be used.")
        for kind in counts.recorded_by:
            layer = atlas.layers[kind]
            layer.forces = [slug or counts.most_recorded(kind, n) for n, slug in enumerate(layer.forces)]
        if counts.recorded_by:
            family.settle(atlas)
        register.write(self.folder, list(atlas.layers))
        return account, register, counts

    def _outcomes(self, atlas: Atlas, desk: Desk, register: Register) -> None:
        """What came of the crimes: when every point is known, since an outcomes file may tell of any month."""
        self.progress.step("Reading outcomes")
        written = {self.recipe.path(name): name for name in self.recipe.police.archives}
        files = OutcomeFiles(self.folder, desk, self.history, self.known)
        found = files.read(self.found.files, lambda file: written[file.archive], self.progress)
        told = Outcomes(self.folder, desk, found, self.plans)
        counted = OutcomeCounts(self.folder, desk.scratch, atlas, self.forces)
        self.outcomes = outcome_counts.publish(told, counted, register.assigned, self.progress)
        self.reuse |= told.reuse

    # --- places ----------------------------------------------------------------------------------

    def _places(self, atlas: Atlas, register: Register, account: Account) -> dict[str, str]:
        """places, postcodes and background; where each layer of the background is from."""
        postcodes = self._postcodes()
        counted = people.count(self.recipe, atlas, self.lookups, postcodes, self.notes)
        ground = background.supplied(self.recipe, atlas, self.notes)
        middle = centres.find(
            atlas, counted, places=register.places, areas=register.assigned.areas, postcodes=postcodes,
            land=ground.land,
        )  # fmt: skip
        named = places.name_areas(atlas, counted, middle, places.read_names(self.recipe), account.names)
        alike = similar.read(self.recipe, atlas, self.notes)
        former = self.lookups.leading_to({code for layer in atlas.layers.values() for code in layer.codes})
        places.write(
            self.folder / layout.PLACES, atlas, named, self._deprivation(atlas), similar=alike, former=former
        )
        self._names(atlas, register, named, ground, postcodes)
        built = {}
        if "built" not in ground.features:
            spots = np.concatenate([register.places[:, :2] / layout.MICRO, postcodes])
            built = built_up(background.near(spots, atlas), self._tiles())
        background.derive(ground, atlas, named.names, middle, built)
        background.write(self.folder, ground, built)
        return ground.sources

    def _names(
        self, atlas: Atlas, register: Register, named: places.Gazetteer, ground: background.Background,
        postcodes: NDArray[np.float64],
    ) -> None:  # fmt: skip
        """Write names.sqlite, or link it where everything that can be searched for is as it was."""
        grounds = gazetteer.Grounds(
            atlas, named.names, named.centres, register.places, register.assigned.areas, register.names,
            supplied=[feature for kind in ("place", "rail") for feature in ground.features.get(kind, ())],
            postcodes=places.postcode_codes(self.folder / layout.POSTCODES), spots=postcodes,
        )  # fmt: skip
        self.reuse["names"] = gazetteer.publish(self.folder / layout.NAMES, grounds, self.known)

    def _tiles(self) -> dict[str, Tile]:
        """Built-up ground that an earlier release derived."""
        sound = (release for release in self.known.releases if release.sound(layout.BACKGROUND))
        return next((recall_tiles(release.folder) for release in sound), {})

    def _postcodes(self) -> NDArray[np.float64]:
        """Write postcodes.sqlite, or link it; lon, lat of every postcode."""
        parts = self.recipe.postcodes
        key = self._key([_without_path(part) for part in parts], [part.file for part in parts])
        self.reuse["postcodes"] = key
        source = self.known.of("postcodes", key)
        target = self.folder / layout.POSTCODES
        if source is not None and source.sound(layout.POSTCODES):
            source.link(layout.POSTCODES, target)
        else:
            read = [read_postcodes(self.recipe.path(part.file), part.format) for part in parts]
            places.write_postcodes(target, read)
        return places.postcode_spots(target)

    def _deprivation(self, atlas: Atlas) -> list[tuple[str, str, str, int, int]]:
        """Rank and decile of the release's small areas; of the other vintage only where the ground is the same."""
        layer, table = atlas.layer(AreaKind.LSOA), self.lookups
        found: dict[tuple[str, str], tuple[str, str, str, int, int]] = {}
        for number, part in enumerate(self.recipe.deprivation):
            path = self.recipe.path(part.file)
            ranks = context.read_ranks(path, code=part.code, rank=part.rank, decile=part.decile)
            for code in layer.codes if layer else ():
                own = (code,) if part.vintage == self.recipe.lsoa else table.back.get(code, ())
                same = len(own) == 1 and (
                    part.vintage == self.recipe.lsoa or len(table.successors[own[0]]) == 1
                )
                if not same or own[0] not in ranks:
                    continue
                if (code, part.scale) in found:
                    raise Refusal(
                        f"{self.recipe.file}: deprivation[{number}].scale = {part.scale!r}: {code} has a rank on this"
                        " scale from another file; each was expected once."
                    )
                found[code, part.scale] = (code, part.scale, part.nation.value, *ranks[own[0]])
        return list(found.values())

    # --- the account -----------------------------------------------------------------------------

    def _manifest(
        self, atlas: Atlas, register: Register, account: Account, sources: dict[str, str]
    ) -> Manifest:
        codes, months = atlas.force_codes, tuple(one.month for one in self.plans)
        return Manifest(
            name=self.recipe.name,
            months=tuple(str(month) for month in months),
            forces={
                slug: ForceCover(
                    name=account.names.get(slug) or (FORCES[slug].name if slug in FORCES else slug),
                    code=codes[slug],
                    coverage=judge(account.supplied[slug], months),
                )
                for slug in self.forces
            },
            kinds={kind.value: len(layer.codes) for kind, layer in atlas.layers.items()},
            vintages={kind.value: layer.vintage for kind, layer in atlas.layers.items() if layer.vintage},
            inputs=tuple(self.given[name] for name in sorted(self.given)),
            ledger=_ledger(self.recipe, self.found, account),
            small_areas=_small_areas(account, self.recipe.lsoa),
            point_lists=register.point_lists(),
            sources=sources,
            notes=tuple(_plain(self.recipe, note) for note in self.notes),
            boundary_notes=tuple(_plain(self.recipe, note) for note in atlas.notes),
            history=self.recipe.history.release if self.recipe.history else "",
            reuse=self.reuse,
            people=people.years(self.recipe),
            outcomes=self.outcomes,
            surveys=self.surveys,
            files=write.digests(self.folder),
        )


def _without_path(part: BaseModel) -> dict[str, object]:
    return part.model_dump(mode="json", exclude={"file"})


def _history(recipe: Recipe, shelf: Shelf) -> Earlier | None:
    if recipe.history is None:
        return None
    where = f"{recipe.file}: history.release"
    try:
        release = shelf.open(recipe.history.release)
    except Refusal as fault:
        raise Refusal(f"{where}: {fault}") from fault
    vintage = release.manifest.small_areas.vintage
    if vintage != recipe.lsoa:
        raise Refusal(f"{where}: its LSOA vintage is {vintage}; lsoa = {recipe.lsoa} was expected.")
    return Earlier(release.folder, release.manifest)


def _inputs(recipe: Recipe) -> dict[str, InputFile]:
    """Every file that the release is made from, by its path as written."""
    return {written: _input(written, recipe.path(written)) for _key, written in recipe.named()}


def _forces(recipe: Recipe, plans: Sequence[Plan], history: Earlier | None) -> list[str]:
    """Those listed, those found in the archives, and those kept from [history]."""
    found = set(recipe.forces or ()) | {file.force for one in plans for file in one.files}
    if history is not None:
        kept = {str(one.month) for one in plans if one.carried}
        found |= {file.force for file in history.manifest.ledger.files if file.month in kept}
    return sorted(found)


def _ledger(recipe: Recipe, found: Inventory, account: Account) -> Ledger:
    written = {recipe.path(name): name for name in recipe.police.archives}
    set_aside: Counter[str] = Counter()
    for file in account.files:
        set_aside.update(file.set_aside)
    return Ledger(
        rows_in=sum(file.rows_in for file in account.files),
        published=sum(file.published for file in account.files),
        set_aside=dict(set_aside),
        files=tuple(account.files),
        replaced=tuple(f"{written[file.archive]}: {file.member}" for file in found.replaced),
        left_out={f"{written[part.archive]}: {part.member}": part.reason for part in found.left_out},
        carried_over=tuple(account.carried),
    )


def _plain(recipe: Recipe, note: str) -> str:
    """A note without the folder that the inputs lie in: it is no part of what a release is."""
    return note.replace(f"{recipe.file.parent}/", "").replace(f"{recipe.file}: ", "")


def _small_areas(account: Account, vintage: int | None) -> SmallAreas:
    ways = [file.small_areas for file in account.files]
    return SmallAreas(
        vintage=vintage,
        **{
            name: sum(getattr(way, name) for way in ways)
            for name in ("own_code", "by_lookup", "split_by_point", "by_point", "none")
        },
    )


def _input(written: str, path: Path) -> InputFile:
    """A file as given; of a folder, all its files together."""
    if path.is_dir():
        digest, size = hashlib.sha256(), 0
        for part in sorted(path.rglob("*")):
            if part.is_file():
                digest.update(f"{part.relative_to(path).as_posix()} {digest_of(part)}\n".encode())
                size += part.stat().st_size
        return InputFile(path=written, sha256=digest.hexdigest(), size=size)
    return InputFile(path=written, sha256=digest_of(path), size=path.stat().st_size)
