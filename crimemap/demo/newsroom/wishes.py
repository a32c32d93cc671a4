"""What residents asked for: eighteen nominations over every status, and two says between projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crimemap.demo.newsroom.court import HEXMARSH, MELYS, TAMBER
from crimemap.demo.newsroom.works import Two
from crimemap.editorial.nominations import State


@dataclass(frozen=True, slots=True)
class Wish:
    """A nomination, and on which days it came so far: received, checked, scored, decided, scheduled, done.

    `project`: the English title of the project that it became. `marks` in the order of the criteria.
    """

    state: State
    days: tuple[int, ...]
    partnership: str
    area: Two
    title: Two
    summary: Two
    marks: tuple[int, ...] = ()
    project: str = ""
    starts: int = 0
    reason: str = ""
    words: Two = ("", "")


OPTIONS: Final = ("the hedge", "the steps", "the field")

WISHES: Final = (
    Wish(
        State.DONE, (74, 71, 66, 58, 55, 12), TAMBER, ("E05900004", "Larkwith North"),
        ("Clear the path over Lark Common", ""),
        ("Brambles and puddles on the path between the station and the common.", ""), (3, 3, 3, 3, 2),
        project="The path over Lark Common is clear again",
    ),
    Wish(
        State.DONE, (170, 166, 161, 152, 150, 96), TAMBER, ("E05900006", "Dunstock North"),
        ("Cut the hedge on the footpath to Dunstock market", ""),
        ("Prams and wheelchairs cannot pass.", ""), (3, 2, 2, 3, 2),
        project="Room for prams on the path to Dunstock market",
    ),
    Wish(
        State.SCHEDULED, (88, 84, 79, 9, 8), TAMBER, ("E05900005", "Larkwith South"),
        ("Cut the hedge along Redstart Park", ""),
        ("The hedge hides the play area. Cut to shoulder height, it can be seen from the houses.", ""), (3, 3, 2, 3, 2),
        starts=-23,
    ),
    Wish(
        State.ACCEPTED, (86, 81, 77, 9), TAMBER, ("E05900003", "Teaselby South"),
        ("Mend the steps up Teasel Down", ""),
        ("Boards of the steps are loose, and people slide in wet weather.", ""), (2, 2, 2, 3, 3),
    ),
    Wish(
        State.SCORED, (83, 80, 76), TAMBER, ("E05900004", "Larkwith North"),
        ("Clear Whin Field of brambles", ""), ("A third of the field can no longer be walked on.", ""), (2, 2, 2, 2, 1),
    ),
    Wish(
        State.DECLINED, (63, 60, 52, 46), TAMBER, ("E05900007", "Dunstock South"),
        ("Mow the verges of Curlew Road", ""), ("The grass is knee-high on both sides.", ""), (1, 2, 0, 3, 0),
        reason="paid-work",
        words=(("The council pays for these verges to be mown, and unpaid work must never take a paid job away."
                " We have told the council where the grass is long."), ""),
    ),
    Wish(
        State.CHECKED, (9, 6), TAMBER, ("E05900010", "Wrenstow North"),
        ("Paint the bandstand on Wrenstow green", ""), ("The paint has come off down to the wood.", ""),
    ),
    Wish(
        State.RECEIVED, (2,), TAMBER, ("E05900008", "Osterby North"),
        ("Litter behind the shops in Osterby", ""), ("", ""),
    ),
    Wish(
        State.DONE, (131, 128, 121, 113, 110, 48), HEXMARSH, ("E05900015", "Ferrowby South"),
        ("Flowers instead of litter at Ferrowby station", ""),
        ("The two beds at the entrance are full of rubbish. Volunteers would look after plants.", ""), (3, 3, 3, 3, 3),
        project="New beds at Ferrowby station",
    ),
    Wish(
        State.SCHEDULED, (52, 48, 43, 33, 30), HEXMARSH, ("E05900013", "Hexmarsh South"),
        ("Fill the path round Hex Mere", ""), ("The north side is under water for weeks.", ""), (3, 2, 3, 2, 2),
        starts=-16,
    ),
    Wish(
        State.ACCEPTED, (44, 39, 35, 25), HEXMARSH, ("E05900021", "Caddlesea South"),
        ("Paint the shelters on Caddlesea sea front", ""), ("Salt has taken the paint off all five shelters.", ""),
        (3, 3, 2, 3, 1),
    ),
    Wish(
        State.SCORED, (26, 22, 14), HEXMARSH, ("E05900017", "Pennyfold South"),
        ("Rake the pond on Pennyfold Common", ""), ("Weed covers the whole pond.", ""), (2, 2, 1, 2, 1),
    ),
    Wish(
        State.DECLINED, (77, 74, 66, 60), HEXMARSH, ("E05900012", "Hexmarsh North"),
        ("Take down the old pump-house chimney", ""), ("It leans over the path.", ""), (2, 3, 1, 0, 3), reason="skills",
        words=(("This needs a scaffold and a qualified builder, and our teams work on the ground with hand tools."
                " The water company owns the chimney and has been told that it leans."), ""),
    ),
    Wish(
        State.RECEIVED, (1,), HEXMARSH, ("E05900018", "Gorseworth North"),
        ("A bench on Gorse Heath", ""), ("", ""),
    ),
    Wish(
        State.ACCEPTED, (47, 43, 38, 27), MELYS, ("W05900004", "Llanfelys De"),
        ("Plant the beds at Llanfelys station", "Plannu'r gwelyau yng ngorsaf Llanfelys"),
        ("Two bare beds beside the platform.", "Dau wely moel wrth ymyl y platfform."), (3, 3, 2, 3, 2),
    ),
    Wish(
        State.SCORED, (30, 26, 19), MELYS, ("W05900002", "Aberfelys De"),
        ("Paint the lamp posts of the harbour walk", "Paentio pyst lamp rhodfa'r harbwr"),
        ("The paint has flaked off thirty posts.", "Mae'r paent wedi plicio oddi ar ddeg ar hugain o byst."),
        (2, 3, 2, 3, 1),
    ),
    Wish(
        State.CHECKED, (7, 4), MELYS, ("W05900005", "Nantfelys"),
        ("Clear the footpath up to the common", "Clirio'r llwybr i fyny i'r comin"),
        ("Bracken has closed the path.", "Mae rhedyn wedi cau'r llwybr."),
    ),
    Wish(
        State.RECEIVED, (3,), MELYS, ("W05900001", "Aberfelys Gogledd"),
        ("Litter on the river bank", "Sbwriel ar lan yr afon"), ("", ""),
    ),
)  # fmt: skip

SAY_TITLE: Final = ("What should be done first in Tamber Vale?", "")
SAY_TEXT: Final = (
    "Three nominations scored well and are ready to start. There is a team for one of them before Christmas.", "",
)  # fmt: skip
SAY_WHO: Final = (
    "Anybody who lives in Tamber Vale. Codes were handed out at the autumn meetings and printed on leaflets.", "",
)  # fmt: skip
BALLOTS: Final = {1: 97, 2: 68, 3: 47}
"""By project: 212 in all."""

CODES: Final = (("autumn meetings", 160), ("leaflets in four libraries", 240))

REPARATION_TITLE: Final = ("Which of these should be done in Hexmarsh?", "")
REPARATION_TEXT: Final = (
    "Reparation is work that puts something right for a place. All three places have agreed.",
    "",
)
REPARATION_WHO: Final = (
    "Anybody who lives in Hexmarsh. One say for each browser: we cannot check more than that.",
    "",
)
REPARATION: Final = (
    ("Paint the benches on the sea front in Caddlesea", "Nine benches, sanded down and painted."),
    ("Plant bulbs along Hex Brook", "Two thousand bulbs that flower in spring."),
    ("Build bird boxes for Reedmere", "Forty boxes, put up with the rangers."),
)
REPARATION_BALLOTS: Final = {1: 11, 2: 14, 3: 9}
