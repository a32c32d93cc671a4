"""What is told by its shape: postcodes, plates, telephones, addresses of the net, numbers, points on the map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from crimemap.disclosure.clues import Hit, Kind
from crimemap.disclosure.phrases import first_words, pairs
from crimemap.disclosure.reading import Reading, listed
from crimemap.disclosure.words import words

AREAS: Final = listed(
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX"
    " FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN"
    " NP NR NW OL OX PA PE PH PL PO PR QX RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW"
    " UB W WA WC WD WF WN WR WS WV YO ZE"
)
"""Every postcode area, and QX of the demonstration county. Source: Royal Mail's list of areas."""
_POSTCODE: Final = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{1,2}) {0,2}([0-9OoIl][0-9A-Za-z]?)([ .,\-_/*]{0,3})([0-9OoIl]) ?([A-Za-z]{2})"
    r"(?![A-Za-z0-9])"
)
_SPELLED: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9](?:[ .\-_,]{1,3}[A-Za-z0-9]){4,7}(?![A-Za-z0-9])")
_APART: Final = re.compile(
    r"(?<![A-Za-z0-9])([A-Z]) ([A-Z]) ?[0-9][0-9A-Z]? {0,2}[0-9] ?([A-Z]{2})(?![A-Za-z0-9])"
)
_INWARD: Final = frozenset("ABDEFGHJLNPQRSTUWXYZ")
_COUNTED: Final = re.compile(r"[a-z] +[0-9]{2,3}(?:st|nd|rd|th)")
"""The 's of "the park's 100th"."""
_ORDINAL: Final = re.compile(r"(?:1st|2nd|3rd|\dth)\Z")


def _postcodes(reading: Reading) -> Iterator[Hit]:
    plain = reading.plain
    for found in _POSTCODE.finditer(plain):
        area, district, gap, sector, unit = found.groups()
        if _COUNTED.fullmatch(found[0]):
            continue
        if _is_postcode(area, district, gap, sector, unit):
            yield Hit(Kind.POSTCODE, found.start(), found.end())
    for found in _APART.finditer(plain):
        if found[1] + found[2] in AREAS and {*found[3]} <= _INWARD:
            yield Hit(Kind.POSTCODE, found.start(), found.end())
    for found in _SPELLED.finditer(plain):
        letters = re.sub(r"[^A-Za-z0-9]", "", found[0])
        whole = _POSTCODE.fullmatch(letters)
        if whole and _is_postcode(*whole.groups()):
            yield Hit(Kind.POSTCODE, found.start(), found.end())


def _is_postcode(area: str, district: str, gap: str, sector: str, unit: str) -> bool:
    if area.upper() not in AREAS or not {*unit.upper()} <= _INWARD:
        return False
    if not district[0].isdigit() or not sector.isdigit():
        whole = area + district + sector + unit  # letters for digits: O for 0, I or l for 1
        return (
            len(area) == 2
            and (whole.upper() == whole or not gap.strip(" "))
            and any(map(str.isdigit, whole))
            and (whole.replace("l", "").isupper())
        )
    return not (gap and _ORDINAL.fullmatch(sector + unit) and district.isdigit() and len(area) == 1)


_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9£])([A-HJ-PR-Ya-hj-pr-y]{2}[0-9OI]{2})([ \-]{0,2})([A-HJ-PR-Za-hj-pr-z]{3})(?![A-Za-z0-9])"
)
_APART_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9£])(?:([A-HJ-NPR-TV-Y]) ([0-9]{1,3}) ([A-HJ-PR-Z]{3})"
    r"|([A-HJ-PR-Z]{3}) ([0-9]{1,3}) ([A-HJ-NPR-TV-Y]))(?![A-Za-z0-9])"
)
_SPACED_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9£])([A-HJ-PR-Y]{2})[ \-]{1,2}([0-9]{2})[ \-]{0,2}([A-HJ-PR-Z]{3})(?![A-Za-z0-9])"
)
_PREFIX_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9£])([A-HJ-NPR-TV-Ya-hj-npr-tv-y][0-9]{1,3})([ \-]{0,2})([A-HJ-PR-Za-hj-pr-z]{3})(?![A-Za-z0-9])"
)
_SUFFIX_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9£])([A-HJ-PR-Za-hj-pr-z]{3})([ \-]{0,2})([0-9]{1,3})([A-HJ-NPR-TV-Ya-hj-npr-tv-y])(?![A-Za-z0-9])"
)
_NORTHERN_PLATE: Final = re.compile(
    r"(?<![A-Za-z0-9£])(?:[A-Z][A-Z]Z|[A-Z]IZ|[A-Z]?I[A-Z]) ?[0-9]{3,4}(?![A-Za-z0-9])"
)
_UNIT: Final = frozenset("kmpstglhbwdcx")


def _plates(reading: Reading) -> Iterator[Hit]:
    for pattern, reads in _PLATES:
        for found in pattern.finditer(reading.plain):
            if reads(found) and not _is_reference(reading, found.start()):
                yield Hit(Kind.PLATE, found.start(), found.end())


def _current(found: re.Match[str]) -> bool:
    return not (found[2] and _is_word(found[3])) and any(map(str.isdigit, found[1]))


def _spaced(found: re.Match[str]) -> bool:
    return not _is_word(found[1]) and not _is_word(found[3])


def _apart(found: re.Match[str]) -> bool:
    return not _is_word(found[3] or found[4])


def _prefix(found: re.Match[str]) -> bool:
    road = found[1][0].upper() in "ABM" and not found[3].isupper()
    return not (found[2] and (_is_word(found[3]) or road)) and not (
        found[3][1:].islower() and found[3][0].isupper()
    )


def _suffix(found: re.Match[str]) -> bool:
    loose = found[2] and not found[1].isupper() and (len(found[3]) < 3 or found[4].lower() in _UNIT)
    return not (found[2] and _is_word(found[1])) and not loose


_LETTERED: Final = re.compile(
    r"(?<![A-Za-z0-9.])\d{1,3}[a-d],? {1,2}[a-z']{3,20} ([a-z]{3,12})(?![A-Za-z0-9])", re.IGNORECASE
)


_BARE_PLATE: Final = re.compile(r" *[a-z]{2} [0-9]{2} [a-z]{3}[ .]*")


def _small_address(reading: Reading) -> Iterator[Hit]:
    """ "6b, marine court": a number with a letter needs no capitals after it."""
    for found in _LETTERED.finditer(reading.plain):
        if found[1].lower() in words().streets.weak - _NOT_WEAK:
            yield Hit(Kind.HOUSE, found.start(), found.end())
    for found in _GLUED.finditer(reading.plain):
        if found[1].lower() in words().streets.strong:
            yield Hit(Kind.HOUSE, found.start(), found.end())


_GLUED: Final = re.compile(r"(?<![A-Za-z0-9.])\d{1,3}[A-Za-z]{4,20} ([A-Za-z]{2,9})(?![A-Za-z0-9])")
_NOT_WEAK: Final = listed("side bank point end path park walk rise estate way")


def _is_word(letters: str) -> bool:
    return letters.lower() in words().plates.words or letters.lower() in _SHORT


_SHORT: Final = listed(
    "on in at by of to up or as is no so we an am be do go he if it me my us pc dc ps ds nr"
)
_PLATES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...]] = (
    (_PLATE, _current),
    (_SPACED_PLATE, _spaced),
    (_APART_PLATE, _apart),
    (_PREFIX_PLATE, _prefix),
    (_SUFFIX_PLATE, _suffix),
    (_NORTHERN_PLATE, lambda found: found[0][:3] != "III"),
)


def _is_reference(reading: Reading, start: int) -> bool:
    i = reading.index(start)
    near = {reading.low(i - 1), reading.low(i - 2)} if reading.joins(i) or ":" in reading.gap(i) else set()
    return bool(near & words().plates.references)


def _plates_by_name(reading: Reading) -> Iterator[Hit]:
    """ "Registration L1 ABC", "number plate PUB 1": whatever stands after the word and holds a digit."""
    for i, word in reading.each(words().plates.cues):
        if word.low not in words().plates.cues:
            continue
        if reading.low(i + 1) in words().plates.parts and reading.at(i + 2).raw.isupper():
            yield Hit(Kind.PLATE, word.start, reading.at(i + 2).end)
            continue
        for n in range(i + 1, i + 5):
            token = reading.at(n)
            if not token.low or reading.gap(n).count(".") > 1:
                break
            if any(map(str.isdigit, token.raw)) and len(token.raw) + len(reading.at(n - 1).raw) > 2:
                if not token.raw.isdigit() or reading.at(n - 1).raw.isupper():
                    yield Hit(Kind.PLATE, word.start, token.end)
                break


_PHONE: Final = re.compile(r"(?<![A-Za-z0-9£.])(?:\+|00)?\(?\d(?:[ ()\-./_]{0,3}\d){8,14}(?![A-Za-z0-9%])")
_MAIL: Final = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,200}+ ?"
    r"(?:@|[\[({] ?at ?[\])}]| at (?=[A-Za-z0-9\-]{2,40} (?:dot|\[dot\]|\(dot\)) )) ?"
    r"[A-Za-z0-9\-]{1,60}(?: ?(?:\.|[\[({] ?dot ?[\])}]| dot ) ?[A-Za-z]{2,20}){1,4}",
    re.IGNORECASE,
)
_HANDLE: Final = re.compile(r"(?<![A-Za-z0-9@._])@[A-Za-z_][A-Za-z0-9_.]{1,40}")
_PROFILE: Final = re.compile(
    r"(?:facebook|instagram|tiktok|twitter|x|snapchat|linkedin|youtube|fb|t|threads|bsky)\.(?:com|me|net|app)/[A-Za-z0-9_.@/\-]{2,80}",
    re.IGNORECASE,
)
_ON_NETWORK: Final = re.compile(
    r"(?<![A-Za-z0-9._])(?=[A-Za-z0-9]{1,30}[._0-9])[A-Za-z][A-Za-z0-9._]{2,40}"
    r" on (?:instagram|facebook|snapchat|tiktok|twitter|x|insta|snap)\b"
    r"|\b(?:instagram|facebook|snapchat|tiktok|twitter|insta|snap)"
    r" (?:(?:at|under|as) [A-Za-z][A-Za-z0-9]{0,30}[._0-9][A-Za-z0-9._]{1,40}"
    r"|(?:under|using) (?:the )?(?:user)?name\b)",
    re.IGNORECASE,
)
_INSURANCE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z]{2}(?:[ \-]?[0-9]{2}){3}[ \-]?[A-D]|[A-Za-z]{2}[0-9]{6}[A-Da-d])(?![A-Za-z0-9])"
)
_LICENCE: Final = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z9]{5}[ \-]?[0-9]{6}[ \-]?[A-Za-z9]{2}[0-9A-Za-z]?[ \-]?[A-Za-z0-9]{2}(?![A-Za-z0-9])"
)
_PRISONER: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z][0-9]{4}[A-Z]{2}(?![A-Za-z0-9])")
_CARD: Final = re.compile(r"(?<![0-9])(?:[0-9]{4}[ \-]){3}[0-9]{4}(?![0-9])")
_DEGREES: Final = re.compile(
    r"-?\d{1,3}\.\d{3,15} ?°? ?[NSns]?[,; /]{1,4}-?\d{1,3}\.\d{3,15}"
    r"|\d{1,2} ?° ?\d{1,2}(?:\.\d{1,8})? ?['′][^A-Za-z]{0,12}[NSEWnsew]|\d{1,2}°[^A-Za-z]{0,16}[NSEWnsew]"
    r"|\b(?:gps|coordinates|co-ordinates|coords)[ :=]{1,4}-?\d{1,3}\.\d{1,15}"
    r"|\b(?:lat|latitude|lng|lon|longitude)[ :=]{1,4}-?\d{1,3}\.\d{2,15}",
    re.IGNORECASE,
)
_GRID: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[HNOST][A-HJ-Z] ?|[hnost][a-hj-z])"
    r"(?:[0-9]{3} ?[0-9]{3}|[0-9]{4} ?[0-9]{4}|[0-9]{5} ?[0-9]{5})(?![A-Za-z0-9])"
)
_EASTING: Final = re.compile(r"\b(?:easting|northing)s?[ :=]{1,3}[0-9]{5,7}", re.IGNORECASE)
_THREE_WORDS: Final = re.compile(
    r"/{2,3} ?[a-z]{3,20}\.[a-z]{3,20}\.[a-z]{3,20}"
    r"|(?<![A-Za-z0-9.@/])[a-z]{4,20}\.[a-z]{4,20}\.[a-z]{4,20}(?![A-Za-z0-9@/]|\.[A-Za-z0-9])",
    re.IGNORECASE,
)
_PLUS_CODE: Final = re.compile(
    r"(?<![A-Za-z0-9])(?:[23456789CFGHJMPQRVWX]{4}){1,2}\+[23456789CFGHJMPQRVWX]{2,3}(?![A-Za-z0-9])"
)
_MAP_LINK: Final = re.compile(
    r"(?:goo\.gl/maps|maps\.app\.goo\.gl|google\.[a-z.]{2,6}/maps|what3words\.com|w3w\.co)/?[^ ]{0,80}",
    re.IGNORECASE,
)
_SITES: Final = ("www", "http", "gov", "police", "example", "co", "org", "data")

_SHAPES: Final = (
    (Kind.MAIL, _MAIL),
    (Kind.ACCOUNT, _HANDLE),
    (Kind.ACCOUNT, _PROFILE),
    (Kind.ACCOUNT, _ON_NETWORK),
    (Kind.NUMBER, _INSURANCE),
    (Kind.NUMBER, _LICENCE),
    (Kind.NUMBER, _PRISONER),
    (Kind.NUMBER, _CARD),
    (Kind.POINT, _DEGREES),
    (Kind.POINT, _GRID),
    (Kind.POINT, _EASTING),
    (Kind.POINT, _PLUS_CODE),
    (Kind.POINT, _MAP_LINK),
)


def find_marks(reading: Reading) -> Iterator[Hit]:
    """Everything that its shape gives away."""
    plain = reading.plain
    has_digit = any(map(str.isdigit, plain)) if len(plain) < 200 else re.search(r"[0-9]", plain) is not None
    if has_digit:
        yield from _postcodes(reading)
        yield from _plates(reading)
        yield from _small_address(reading)
        if _BARE_PLATE.fullmatch(plain):
            yield Hit(Kind.PLATE, reading.at(0).start, reading.at(2).end)
        yield from _phones(reading)
    for kind, pattern in _SHAPES:
        if kind in {Kind.NUMBER, Kind.POINT} and not has_digit and pattern is not _MAP_LINK:
            continue
        if kind is Kind.MAIL and not re.search(r"@|\bat\b", plain, re.IGNORECASE):
            continue
        for found in pattern.finditer(plain):
            yield Hit(kind, found.start(), found.end())
    yield from _plates_by_name(reading)
    yield from _three_words(reading)
    yield from _cued_numbers(reading)
    yield from _spoken_numbers(reading)
    yield from _accounts(reading)


def _three_words(reading: Reading) -> Iterator[Hit]:
    if "." not in reading.plain:
        return
    for found in _THREE_WORDS.finditer(reading.plain):
        parts = found[0].strip("/ ").lower().split(".")
        if found[0].startswith("/") and parts[0] in _SITES:
            continue
        if found[0].startswith("/") or (not {*parts} & {*_SITES} and parts[2] not in {"html", "info"}):
            yield Hit(Kind.POINT, found.start(), found.end())


def _phones(reading: Reading) -> Iterator[Hit]:
    for found in _PHONE.finditer(reading.plain):
        digits = re.sub(r"[^0-9]", "", found[0])
        national = re.sub(r"^(?:0044|44)0?", "0", digits)
        if national[:1] != "0" and not found[0].startswith("+"):
            continue
        if any(national.startswith(public) for public in words().numbers.public):
            continue
        if len(national) in range(10, 13) or found[0].startswith("+"):
            yield Hit(Kind.PHONE, found.start(), found.end())


def _cued_numbers(reading: Reading) -> Iterator[Hit]:
    """ "Call 555123", "passport number 123456789": a word that says what the number is."""
    rows = words().numbers
    for i, word in reading.each(first_words(rows.files)):
        n = i + pairs(reading, i, rows.files)
        n += reading.low(n) in {"no", "number", "is", "was"}
        long = len(reading.low(n)) > 3 or "/" in reading.gap(n + 1)
        if n > i and reading.at(n).low[:1].isdigit() and len(reading.gap(n)) < 4 and long:
            yield Hit(Kind.NUMBER, word.start, reading.at(n).end)
    for i, word in reading.each(rows.phone_words | rows.cues):
        phone = word.low in rows.phone_words
        if not phone and word.low not in rows.cues:
            continue
        digits = ""
        last = i
        for n in range(i + 1, i + 8):
            token = reading.at(n)
            if token.low[:1].isdigit() or (digits and token.low[-1:].isdigit()):
                digits += re.sub(r"[^0-9]", "", token.low)
                last = n
            elif (
                digits
                or (not phone and token.low not in {*rows.cue_words, "is", "was", "number"})
                or n > i + 4
            ):
                break
        if len(digits) >= 6 - (not phone) and not any(digits.startswith(public) for public in rows.public):
            yield Hit(Kind.PHONE if phone else Kind.NUMBER, word.start, reading.at(last).end)


def _spoken_numbers(reading: Reading) -> Iterator[Hit]:
    """Seven digits and more, said as words."""
    run = 0
    for i, word in enumerate(reading.words):
        run = run + 1 if word.low in words().numbers.spoken and (run == 0 or reading.joins(i)) else 0
        following = reading.low(i + 1) not in words().numbers.spoken or not reading.joins(i + 1)
        if run >= 7 and following:
            yield Hit(Kind.PHONE, reading.at(i - run + 1).start, word.end)


def _accounts(reading: Reading) -> Iterator[Hit]:
    """ "Instagram: jane_s", "on Facebook as Jane"."""
    rows = words().numbers
    for i, word in reading.each(rows.networks):
        if word.low not in rows.networks or (
            word.low in {"x", "snap", "signal", "threads"} and not word.is_capital
        ):
            continue
        told = (
            ":" in reading.gap(i + 1)
            and len(reading.gap(i + 1)) < 4
            and reading.at(i + 1).low not in {"", "http", "https"}
        )
        cue = reading.low(i + 1) in rows.network_cues and reading.close(i + 1) and reading.at(i + 2).low
        named = reading.low(i + 1) != "as" or reading.low(i + 2) not in _AS
        told = told or (
            reading.low(i + 1) in {"is", "was"}
            and reading.low(i - 1) in words().persons.possessive
            and reading.close(i + 2)
        )
        follows = reading.close(i + 2) or ":" in reading.gap(i + 2)
        whose = (
            reading.low(i + 1) in {"page", "profile", "account"}
            and reading.low(i - 1) in words().persons.possessive
        )
        mine = reading.low(i - 1) in {"his", "her", "my", "fy"} and reading.close(i)
        name = reading.low(i + 1)
        told = told or (
            reading.close(i + 1)
            and name.isalnum()
            and not name.isdigit()
            and not name.isalpha()
            and len(name) > 4
        )
        if mine:
            yield Hit(Kind.ACCOUNT, reading.at(i - 1).start, word.end)
        elif told or whose or (cue and named and follows):
            last = i + 1 if told or whose else i + 2
            yield Hit(Kind.ACCOUNT, word.start, reading.at(last).end)


_AS: Final = listed(
    "well soon part a an the it they we he she to much many if is was usual possible of before in"
)
