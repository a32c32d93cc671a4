"""Text of publishers' files: UTF-8 or a refusal that names the line; a plain file, a zip of one, a gzip."""

from __future__ import annotations

import codecs
import gzip
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from crimemap.terms import Refusal

BOM: Final = codecs.BOM_UTF8
UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What zipfile raises for a member that is damaged, encrypted (RuntimeError), or packed in a way that it does not know
(NotImplementedError is the library's own exception for that: it is caught here, nothing of ours is left unwritten)."""
_CHUNK: Final = 1 << 20


def not_text(label: str, line: int, fault: str) -> Refusal:
    """The refusal of bytes that are not UTF-8 text."""
    return Refusal(f"{label}, line {line}: {fault}; UTF-8 text was expected.")


def open_zip(path: Path) -> zipfile.ZipFile:
    """Open a zip. Raises Refusal where it is missing, cut short or no zip at all."""
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise Refusal(f"{path}: there is no such file.") from None
    except (*UNREADABLE, OSError) as fault:
        raise Refusal(
            f"{path}: this is not a whole zip file (cut short, damaged or another format): {fault}."
        ) from fault


def only_member(opened: zipfile.ZipFile, path: Path, suffix: str) -> zipfile.ZipInfo:
    """The one member whose name ends with `suffix`; the copies that macOS adds do not count."""
    found = [
        info
        for info in opened.infolist()
        if info.filename.lower().endswith(suffix) and not is_macos(info.filename)
    ]
    if len(found) != 1:
        held = ", ".join(info.filename for info in found) or "none"
        raise Refusal(f"{path}: exactly one {suffix} file was expected in this zip; it holds {held}.")
    return found[0]


def is_macos(member: str) -> bool:
    """True for what macOS adds to a zip beside the files: `__MACOSX/…` and `._name`."""
    parts = member.split("/")
    return "__MACOSX" in parts or parts[-1].startswith("._")


def read_text(path: Path, suffix: str = ".csv") -> str:
    """The text of `path`, `path` zipped (one member ending with `suffix`) or gzipped, without a byte order mark.

    Raises Refusal for a missing or damaged file, and for bytes that are not UTF-8 (naming the line).
    """
    return decode(_read_bytes(path, suffix), str(path))


def _read_bytes(path: Path, suffix: str) -> bytes:
    if not path.is_file():
        raise Refusal(f"{path}: there is no such file.")
    if path.suffix.lower() == ".zip":
        with open_zip(path) as opened:
            member = only_member(opened, path, suffix)
            try:
                return opened.read(member)
            except UNREADABLE as fault:
                raise Refusal(f"{path}: {member.filename} cannot be unpacked: {fault}.") from fault
    if path.suffix.lower() == ".gz":
        try:
            return gzip.decompress(path.read_bytes())
        except (EOFError, OSError, zlib.error) as fault:
            raise Refusal(f"{path}: this is not a whole gzip file: {fault}.") from fault
    return path.read_bytes()


def decode(data: bytes, label: str) -> str:
    """`data` as text without a byte order mark. Raises Refusal naming the line that is not UTF-8."""
    try:
        return data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        raise not_text(label, line, f"byte 0x{fault.object[fault.start]:02x} is not UTF-8") from None


def text_lines(source: IO[bytes], label: str) -> Iterator[str]:
    """The lines of `source` as text, line ends kept, for files too large to hold. Raises Refusal as `decode`."""
    for number, line in enumerate(source, start=1):
        try:
            yield (line.removeprefix(BOM) if number == 1 else line).decode("utf-8")
        except UnicodeDecodeError as fault:
            raise not_text(label, number, f"byte 0x{line[fault.start]:02x} is not UTF-8") from None


def copy_text(source: IO[bytes], target: IO[bytes], label: str) -> int:
    """Copy `source` to `target` without a byte order mark, in bounded memory; return the number of its lines.

    A last line without a line end counts. Raises Refusal naming the line for bytes that are not UTF-8
    and for NUL bytes, which damaged discs leave in files.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, last, pending = 0, b"", False
    chunk = source.read(_CHUNK).removeprefix(BOM)
    while chunk:
        if pending or not chunk.isascii():
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as fault:
                # `fault.object` may start with bytes kept from the chunk before; none of them is a line end.
                line = lines + fault.object.count(b"\n", 0, fault.start) + 1
                raise not_text(label, line, f"byte 0x{fault.object[fault.start]:02x} is not UTF-8") from None
            pending = bool(decoder.getstate()[0])
        if b"\0" in chunk:
            raise not_text(label, lines + chunk.count(b"\n", 0, chunk.index(b"\0")) + 1, "a NUL byte")
        target.write(chunk)
        lines, last = lines + chunk.count(b"\n"), chunk[-1:]
        chunk = source.read(_CHUNK)
    if pending:
        raise not_text(label, lines + 1, "the file ends inside a character")
    return lines + (last not in (b"", b"\n"))
