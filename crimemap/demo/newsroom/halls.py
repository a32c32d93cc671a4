"""What is said of the county's meetings: six that the police publish too, and one each of council, housing and board.

Roles and bodies only. Days and hours of the first six are those of the teams' own files.
"""

from __future__ import annotations

from datetime import time
from typing import Final

from crimemap.demo.newsroom.court import HEXMARSH, MELYS, TAMBER
from crimemap.editorial.meetings import Body, Every, Item, Meeting, Note, Paper, Spoken

LARKWITH: Final = "corvenshire-tv3"
TEASELBY: Final = "corvenshire-tv2"
DUNSTOCK: Final = "corvenshire-tv4"
OSTERBY: Final = "corvenshire-tv5"
CENTRE: Final = "corvenshire-tv1"
ABERFELYS: Final = "dyffryn-melys-dyf.01"

_FORCE: Final = "Corvenshire Police"
_STEP_FREE: Final = "Step-free from Wren Street. Hearing loop. Accessible toilet. Tea from 6.45pm."
_AGENDA: Final = (
    Item(
        title_en="Welcome, and what was decided last time",
        title_cy="Croeso, a'r penderfyniadau y tro diwethaf",
        minutes=10,
    ),
    Item(
        title_en="What was recorded here, and what came of it",
        title_cy="Beth a gofnodwyd yma, a'r canlyniad",
        minutes=20,
    ),
    Item(title_en="Your questions", title_cy="Eich cwestiynau", minutes=30),
    Item(title_en="Choose the next three priorities", title_cy="Dewis y tair blaenoriaeth nesaf", minutes=20),
    Item(title_en="Who does what by when", title_cy="Pwy sy'n gwneud beth erbyn pryd", minutes=10),
)

NEXT: Final = Meeting(
    body=Body.POLICE,
    organiser=f"{_FORCE}, Larkwith team",
    title_en="Larkwith neighbourhood meeting",
    title_cy="Cyfarfod cymdogaeth Larkwith",
    about_en="Come and choose the next three things that the team and the council work on.",
    about_cy="Dewch i ddewis y tri pheth nesaf y bydd y tîm a'r cyngor yn gweithio arnynt.",
    areas=(LARKWITH,),
    access_en=_STEP_FREE,
    agenda=_AGENDA,
    papers=(
        Paper(
            title_en="What the last meeting decided, on one page",
            address="https://www.corvenshire.example/larkwith/decided",
        ),
        Paper(
            title_en="The council's plan for Lark Common",
            address="https://www.tambervale.example/lark-common",
        ),
    ),
    attends=(
        "Larkwith neighbourhood team",
        "Tamber Vale Council: neighbourhood manager and wardens",
        "Wrenview Homes: housing officer",
        "Probation Service: Community Payback supervisor",
    ),
    contact="Neighbourhood team sergeant",
    telephone="01632 960114",
    email="larkwith@corvenshire.example",
    notes=(
        Note(slide="where", said="Say who is in the room. Fire exit on the left, toilets behind the desk."),
        Note(slide="did", said="The radio link is late: say so before anybody asks, and by when it comes."),
        Note(slide="confidence", said="Four points up is not a clear change. Do not call it a rise."),
        Note(
            slide="decide",
            said="Read each decision aloud, with its owner and its day, before it is written down.",
        ),
    ),
)
"""Of it everything is said: agenda, papers, access, who comes, and the presenter's notes."""

BEFORE: Final = NEXT.model_copy(
    update={
        "about_en": "What the team and the council did since summer, and what comes first in winter.",
        "about_cy": "",
        "papers": (),
        "notes": (),
    }
)

CANCELLED: Final = Meeting(
    body=Body.POLICE,
    organiser=f"{_FORCE}, Teaselby team",
    title_en="Teaselby neighbourhood meeting",
    title_cy="Cyfarfod cymdogaeth Teaselby",
    areas=(TEASELBY,),
    access_en="Step-free. Hearing loop.",
    agenda=_AGENDA[1:4],
    contact="Neighbourhood team sergeant",
    telephone="01632 960110",
    email="teaselby@corvenshire.example",
)

MOVED: Final = Meeting(
    body=Body.POLICE,
    organiser=f"{_FORCE}, Dunstock team",
    title_en="Dunstock neighbourhood meeting",
    title_cy="Cyfarfod cymdogaeth Dunstock",
    areas=(DUNSTOCK,),
    place="Dunstock Church Hall",
    access_en="One step at the door; a ramp is kept ready.",
    agenda=_AGENDA[1:4],
    contact="Neighbourhood team sergeant",
    telephone="01632 960118",
    email="dunstock@corvenshire.example",
)

BILINGUAL: Final = Meeting(
    body=Body.POLICE,
    organiser="Heddlu Dyffryn Melys, tîm Aberfelys / Aberfelys team",
    title_en="Aberfelys neighbourhood meeting",
    title_cy="Cyfarfod cymdogaeth Aberfelys",
    about_en="You are welcome to speak English or Welsh; headsets translate.",
    about_cy="Croeso i chi siarad Cymraeg neu Saesneg; mae cyfieithu ar y pryd.",
    areas=(ABERFELYS,),
    access_en="Step-free. Headsets for translation and hearing.",
    access_cy="Dim grisiau. Clustffonau ar gyfer cyfieithu a chlywed.",
    spoken=Spoken.BOTH,
    agenda=_AGENDA,
    attends=(
        "Tîm plismona Aberfelys / Aberfelys policing team",
        "Cyngor Dyffryn Melys / Dyffryn Melys Council",
    ),
    contact="Rhingyll y tîm / Team sergeant",
    telephone="01632 960150",
    email="aberfelys@heddlu-dyffryn-melys.example",
)

NIGHT: Final = Meeting(
    body=Body.POLICE,
    organiser=f"{_FORCE} with the street pastors",
    title_en="Night walk with the street pastors",
    title_cy="Taith gerdded nos gyda bugeiliaid y stryd",
    about_en="Walk with us through closing time. The clocks change during this walk.",
    about_cy="Cerddwch gyda ni drwy'r amser cau. Mae'r clociau'n newid yn ystod y daith.",
    areas=(CENTRE,),
    access_en="About two miles on level pavements; a bench every quarter of a mile.",
    contact="Neighbourhood team sergeant",
    telephone="01632 960106",
    email="tamberton-centre@corvenshire.example",
)

COMMITTEE: Final = Meeting(
    body=Body.COUNCIL,
    organiser="Tamber Vale Council",
    title_en="Safer communities committee",
    title_cy="Pwyllgor cymunedau mwy diogel",
    about_en="Councillors ask the police, the fire service and the council's own officers what they did.",
    about_cy="Cynghorwyr yn holi'r heddlu, y gwasanaeth tân a swyddogion y cyngor am eu gwaith.",
    place="Guildhall, Market Place",
    address="Tamberton",
    access_en="Lift to the first floor. Hearing loop.",
    online="https://www.tambervale.example/committee-live",
    begins=time(18, 0),
    ends=time(20, 0),
    every=Every.MONTH,
    agenda=(
        Item(title_en="Questions from the public", minutes=15),
        Item(title_en="Performance since last quarter", minutes=40),
        Item(title_en="Anti-social behaviour: who is told, and when", minutes=40),
    ),
    papers=(Paper(title_en="Agenda and reports", address="https://www.tambervale.example/committee"),),
    attends=("Councillors of the committee", "District commander", "Head of community safety"),
    contact="Democratic services officer",
    telephone="01632 960100",
    email="democracy@tambervale.example",
)

TENANTS: Final = Meeting(
    body=Body.HOUSING,
    organiser="Wrenview Homes",
    title_en="Tenants' panel",
    title_cy="Panel tenantiaid",
    about_en="Lighting, locks, noise and who to call: for everybody who rents from us in Osterby.",
    about_cy="Goleuadau, cloeon, sŵn a phwy i'w ffonio: i bawb sy'n rhentu gennym yn Osterby.",
    areas=(OSTERBY,),
    place="Osterby Chapel Hall",
    access_en="Step-free. Children welcome.",
    begins=time(14, 0),
    ends=time(15, 30),
    every=Every.FORTNIGHT,
    contact="Neighbourhood housing officer",
    telephone="01632 960171",
    email="osterby@wrenview.example",
)

BOARD: Final = Meeting(
    body=Body.BOARD,
    organiser="Hexmarsh Community Safety Partnership",
    title_en="Partnership board, open session",
    title_cy="Bwrdd y bartneriaeth, sesiwn agored",
    about_en="The board answers for its plan: what was promised, what was kept, what was not.",
    about_cy="Mae'r bwrdd yn ateb am ei gynllun: yr hyn a addawyd, a gadwyd, ac na chadwyd.",
    place="Hexmarsh Corn Hall",
    address="High Street, Hexmarsh",
    access_en="Step-free. Hearing loop. British Sign Language on request.",
    begins=time(17, 30),
    ends=time(19, 0),
    agenda=(
        Item(title_en="The plan, line by line", minutes=40),
        Item(title_en="How people feel after dark", minutes=20),
        Item(title_en="Questions", minutes=30),
    ),
    attends=("Police, council, fire, health and probation", "The groups that speak for residents"),
    contact="Partnership manager",
    telephone="01632 960200",
    email="partnership@hexmarsh.example",
)

OF: Final = {TAMBER: (COMMITTEE, TENANTS), HEXMARSH: (BOARD,), MELYS: ()}
"""Meetings that no police file holds, by partnership."""
