"""A list of texts in two files that are memory-mapped: where each starts, and their bytes one after another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

_OFFSETS: Final = ".npy"
_BYTES: Final = ".utf8"


def files(stem: str) -> tuple[str, str]:
    """The two files of the list called `stem`."""
    return stem + _OFFSETS, stem + _BYTES


def write(folder: Path, stem: str, texts: Sequence[str]) -> None:
    """Write `texts` to `folder`/`stem`.npy (int64 offsets, one more than texts) and `stem`.utf8."""
    encoded = [text.encode() for text in texts]
    offsets = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(text) for text in encoded], out=offsets[1:])
    np.save(folder / (stem + _OFFSETS), offsets)
    (folder / (stem + _BYTES)).write_bytes(b"".join(encoded))


class Texts:
    """The list, opened read-only; a text is decoded when asked for."""

    def __init__(self, folder: Path, stem: str) -> None:
        # Plain views: numpy's own class of mapped arrays takes longer to index than a text to decode.
        self._offsets = np.load(folder / (stem + _OFFSETS), mmap_mode="r").view(np.ndarray)
        path = folder / (stem + _BYTES)
        # An empty file cannot be mapped.
        mapped = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.zeros(0, np.uint8)
        self._bytes: memoryview = mapped.view(np.ndarray).data

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, index: int) -> str:
        return str(self._bytes[self._offsets[index] : self._offsets[index + 1]], "utf-8")

    def all(self) -> list[str]:
        """Every text, in order."""
        ends, whole = self._offsets.tolist(), self._bytes.tobytes()
        return [whole[first:last].decode() for first, last in pairwise(ends)]
