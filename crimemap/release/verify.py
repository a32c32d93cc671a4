"""Whether a release is what it says: every byte of every file, and that its figures add up."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from crimemap.release import layout, outcomes, surveys
from crimemap.release.manifest import Manifest
from crimemap.terms import AreaKind


def check(folder: Path, release: str) -> list[str]:
    """What is wrong with the release in `folder`, whose id should be `release`; nothing where all is well."""
    try:
        data = (folder / layout.MANIFEST).read_bytes()
        manifest = Manifest.from_bytes(data)
    except (OSError, ValueError) as fault:
        return [f"{layout.MANIFEST} cannot be read: {str(fault).splitlines()[0]}"]
    if manifest.format != layout.FORMAT:
        # Not changed by anybody: fields that a format lacks would be filled in, and the bytes then differ.
        said = f"is of format {manifest.format}; this version reads format {layout.FORMAT}: build it again"
        return [f"{layout.MANIFEST} {said}"]
    if manifest.to_bytes() != data or manifest.named().id != manifest.id:
        return [f"{layout.MANIFEST} was changed: its id is not that of its content"]
    if manifest.id != release:
        return [f"{layout.MANIFEST} is that of {manifest.id}, not of {release}"]
    return _files(folder, manifest) or [
        *(_sums(folder, manifest) or outcomes.faults(folder, manifest)),
        *surveys.faults(folder, manifest),
    ]


def _files(folder: Path, manifest: Manifest) -> list[str]:
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    faults = [
        f"{name} is not in the manifest" for name in sorted(there - manifest.files.keys() - {layout.MANIFEST})
    ]
    for name, digest in manifest.files.items():
        if name not in there:
            faults.append(f"{name} is missing")
            continue
        try:
            with (folder / name).open("rb") as opened:
                same = hashlib.file_digest(opened, "sha256").hexdigest() == digest
        except OSError as fault:
            faults.append(f"{name} cannot be read: {fault.strerror}")
            continue
        if not same:
            faults.append(f"{name} was changed: its bytes are not those that were published")
    return faults


def _sums(folder: Path, manifest: Manifest) -> list[str]:
    """Rows in = published + set aside, published = located + outside + unlocated, and the arrays say the same."""
    split = np.load(folder / layout.SPLIT, mmap_mode="r")
    forces, ledger = list(manifest.forces), manifest.ledger
    faults = []
    for file in ledger.files:
        parts = split[forces.index(file.force), manifest.months.index(file.month)].sum(axis=1).tolist()
        if file.rows_in != file.published + sum(file.set_aside.values()):
            faults.append(f"{file.file}: rows in are not published and set aside")
        if parts != [file.located, file.outside, file.unlocated] or sum(parts) != file.published:
            faults.append(f"{file.file}: located, outside and unlocated are not what was published")
    if sum(file.published for file in ledger.files) != int(split.sum()):
        faults.append("the ledger's published rows are not those of the counts")
    counts = np.load(folder / layout.counts_file(AreaKind.FORCE), mmap_mode="r")
    if int(counts.sum()) != int(split.sum()):
        faults.append("the forces' counts are not located, outside and unlocated together")
    return faults
