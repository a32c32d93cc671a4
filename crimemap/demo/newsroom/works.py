"""Community Payback in the county: 24 projects of unpaid work, in public places of its wards.

Sixteen are done and come to 2,940 hours, three are running, five are to come. Those of Dyffryn Melys stand in Welsh
and in English, Welsh first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crimemap.demo.newsroom.court import HEXMARSH, MELYS, TAMBER
from crimemap.demo.newsroom.scenes import Scene
from crimemap.editorial.payback import Stage, Suggested

Two = tuple[str, str]
"""English and Welsh; the second may be empty."""


@dataclass(frozen=True, slots=True)
class Work:
    """A project. `ago`: days before the day of the demonstration on which it ended, began or (negative) is to begin.

    `known_as`: a name of the release that the place has a point under.
    """

    stage: Stage
    ago: int
    days: int
    hours: int
    partnership: str
    ward: Two
    scene: Scene
    title: Two
    place: Two
    what: Two
    why: Two
    partner: str
    suggested: Suggested
    before: Two = ("", "")
    after: Two = ("", "")
    measure: Two = ("", "")
    known_as: str = ""
    vests: bool = True


_LARK_N: Final = ("E05900004", "Larkwith North")
_LARK_S: Final = ("E05900005", "Larkwith South")
_HEX_S: Final = ("E05900013", "Hexmarsh South")
_COUNCIL: Final = "Tamber Vale Council, parks"
_MARSH: Final = "Hexmarsh Council, streets and parks"
_CYNGOR: Final = "Cyngor Dyffryn Melys"

DONE: Final = (
    Work(
        Stage.DONE, 12, 26, 320, TAMBER, _LARK_N, Scene.PATH,
        ("The path over Lark Common is clear again", ""), ("Lark Common", ""),
        (("Brambles were cut back on both sides, the path was edged and filled, and three tonnes of litter"
         " were taken away."), ""),
        (("People told the neighbourhood team that they no longer used the path after dark because they could not see"
         " along it."), ""),
        _COUNCIL, Suggested.RESIDENTS,
        ("A path between trees, overgrown from both sides, with puddles and litter.", ""),
        ("The same path, wide and clear, with a bench on each side.", ""),
        ("The team counted 41 people on the path in an hour before the work and 68 after it.", ""), "Lark Common",
    ),
    Work(
        Stage.DONE, 34, 19, 240, TAMBER, _LARK_S, Scene.BROOK,
        ("Lark Brook runs free at Heron Meadow", ""), ("Heron Meadow", ""),
        ("Tyres, trolleys and bags were lifted out of the brook, and reeds were planted along the bank.", ""),
        ("The meadow had flooded twice where rubbish blocked the water.", ""),
        "Friends of Heron Meadow", Suggested.CHARITY,
        ("A brown brook with two tyres and floating rubbish.", ""), ("The same brook, clear, with reeds along it.", ""),
        known_as="Heron Meadow",
    ),
    Work(
        Stage.DONE, 61, 12, 180, TAMBER, ("E05900001", "Tamberton Centre"), Scene.WALL,
        ("A clean wall beside Tamberton station", ""), ("The wall beside Tamberton station", ""),
        ("Paint was taken off eighty metres of brick, and planters stand in front of it now.", ""),
        ("It was the first thing that people saw when they came into the town.", ""),
        "Tamberton Town Centre Partnership", Suggested.COUNCIL,
        ("A brick wall covered in scrawls of paint.", ""), ("The same wall, clean, with two planters of flowers.", ""),
        ("Fresh paint was found once in the eight weeks after; in the eight weeks before it was eleven times.", ""),
        "Tamberton",
    ),
    Work(
        Stage.DONE, 96, 20, 210, TAMBER, ("E05900006", "Dunstock North"), Scene.HEDGE,
        ("Room for prams on the path to Dunstock market", ""), ("The footpath to Dunstock market", ""),
        ("Two hundred metres of hedge were cut back and laid, and the cuttings were chipped for the allotments.", ""),
        ("Prams and wheelchairs had to go into the road.", ""), _COUNCIL, Suggested.RESIDENTS,
        ("A hedge that has grown over most of a footpath.", ""), ("The same hedge, trimmed, beside a wide path.", ""),
    ),
    Work(
        Stage.DONE, 140, 9, 96, TAMBER, ("E05900002", "Teaselby North"), Scene.BED,
        ("Flowers in front of Teaselby library", ""), ("Teaselby library", ""),
        ("The bed was dug over and planted with three young trees and 240 plants that bees like.", ""),
        ("Children of the reading group had asked for something to look at.", ""),
        "Teaselby Library", Suggested.CHARITY,
        ("A bare bed with weeds and litter.", ""), ("The same bed with rows of flowers and three young trees.", ""),
    ),
    Work(
        Stage.DONE, 205, 15, 150, TAMBER, ("E05900009", "Osterby South"), Scene.PATH,
        ("Steps and path to Osterby Links", ""), ("Osterby Links", ""),
        ("The sandy path was edged with boards, and drifted sand was carried back to the dunes.", ""),
        ("After winter storms nobody with a stick or a buggy could get to the shore.", ""), _COUNCIL, Suggested.COUNCIL,
        ("A path lost under grass and sand.", ""), ("The same path, edged and clear.", ""), known_as="Osterby Links",
    ),
    Work(
        Stage.DONE, 402, 24, 260, TAMBER, ("E05900010", "Wrenstow North"), Scene.RAILINGS,
        ("Wrenstow green has its railings back", ""), ("Wrenstow green", ""),
        ("Ninety metres of railings were straightened, rubbed down and painted.", ""),
        ("Rusty ends stuck out where people walk to the bus.", ""), "Wrenstow Parish Council", Suggested.RESIDENTS,
        ("Rusty railings, some of them bent or missing.", ""), ("The same railings, straight and painted green.", ""),
    ),
    Work(
        Stage.DONE, 20, 17, 200, HEXMARSH, _HEX_S, Scene.BROOK,
        ("Hex Brook cleared from the mill to the bridge", ""), ("Hex Brook", ""),
        ("Forty bags of litter, nine tyres and a fridge were taken out of the water.", ""),
        ("Anglers and walkers had asked for it at two meetings.", ""), "Hexmarsh Rivers Trust", Suggested.RESIDENTS,
        ("A brook with tyres and floating litter.", ""), ("The same brook with clear water and reeds.", ""),
        known_as="Hex Brook",
    ),
    Work(
        Stage.DONE, 48, 14, 164, HEXMARSH, ("E05900015", "Ferrowby South"), Scene.BED,
        ("New beds at Ferrowby station", ""), ("Ferrowby station", ""),
        ("Two beds were cleared and planted; volunteers of the station look after them from now on.", ""),
        ("Rubbish was left in the beds because nobody seemed to care for them.", ""),
        "Ferrowby Station Friends", Suggested.CHARITY,
        ("A bare bed with weeds and litter.", ""), ("The same bed in flower, with three young trees.", ""),
        known_as="Ferrowby",
    ),
    Work(
        Stage.DONE, 83, 25, 300, HEXMARSH, ("E05900016", "Pennyfold North"), Scene.PATH,
        ("All the way round Pennyfold Common", ""), ("Pennyfold Common", ""),
        ("The last six hundred metres of the path round the common were cleared and filled.", ""),
        ("A circle that can be walked in any shoes was asked for in the parish plan.", ""),
        "Pennyfold Parish Council", Suggested.COUNCIL,
        ("A path with puddles, overgrown on both sides.", ""), ("The same path, level and clear.", ""),
        known_as="Pennyfold Common",
    ),
    Work(
        Stage.DONE, 121, 11, 120, HEXMARSH, ("E05900018", "Gorseworth North"), Scene.HEDGE,
        ("The hedge at Gorseworth village hall", ""), ("Gorseworth village hall", ""),
        ("The hedge was cut to shoulder height, so that the car park can be seen from the hall.", ""),
        ("Cars had been damaged there out of sight.", ""), "Gorseworth Village Hall", Suggested.POLICE,
        ("A tall hedge that hides what is behind it.", ""), ("The same hedge at shoulder height.", ""),
    ),
    Work(
        Stage.DONE, 170, 13, 144, HEXMARSH, ("E05900021", "Caddlesea South"), Scene.RAILINGS,
        ("Fresh paint for the sea-front railings", ""), ("Caddlesea sea front", ""),
        ("A hundred and twenty metres of railings were rubbed down and painted before the season.", ""),
        ("Salt had eaten through the old paint.", ""), _MARSH, Suggested.COUNCIL,
        ("Railings brown with rust.", ""), ("The same railings, painted green.", ""),
    ),
    Work(
        Stage.DONE, 390, 8, 90, HEXMARSH, _HEX_S, Scene.WALL,
        ("Hexmarsh market hall without scrawls", ""), ("The back of Hexmarsh market hall", ""),
        ("Paint was taken off the wall, and planters were put where people used to stop and spray.", ""),
        ("Traders had cleaned it themselves seven times.", ""), "Hexmarsh Market Traders", Suggested.RESIDENTS,
        ("A brick wall with scrawls of paint.", ""), ("The same wall, clean, with two planters.", ""),
    ),
    Work(
        Stage.DONE, 27, 21, 210, MELYS, ("W05900001", "Aberfelys Gogledd"), Scene.RAILINGS,
        ("Harbour railings painted", "Paentio rheiliau'r harbwr"), ("Aberfelys harbour", "Harbwr Aberfelys"),
        ("A hundred metres of railings were mended, rubbed down and painted.",
         "Trwsiwyd can metr o reiliau, eu rhwbio i lawr a'u paentio."),
        ("Rusty railings had been reported to the council nine times in a year.",
         "Adroddwyd am reiliau rhydlyd wrth y cyngor naw gwaith mewn blwyddyn."),
        _CYNGOR, Suggested.COUNCIL,
        ("Rusty railings, some of them bent or missing.", "Rheiliau rhydlyd, rhai wedi'u plygu neu ar goll."),
        ("The same railings, straight and painted green.", "Yr un rheiliau, yn syth ac wedi'u paentio'n wyrdd."),
    ),
    Work(
        Stage.DONE, 75, 16, 136, MELYS, ("W05900003", "Llanfelys Gogledd"), Scene.PATH,
        ("The riverside path at Llanfelys", "Llwybr glan afon Llanfelys"),
        ("The riverside path, Llanfelys", "Y llwybr glan afon, Llanfelys"),
        ("Brambles were cut back, puddles were filled, and litter was taken away.",
         "Torrwyd mieri'n ôl, llenwyd pyllau, a chliriwyd sbwriel."),
        ("Walkers could no longer pass each other.", "Ni allai cerddwyr basio ei gilydd mwyach."),
        "Cymdeithas Afon Melys", Suggested.RESIDENTS,
        ("A path with puddles, overgrown on both sides.", "Llwybr â phyllau, wedi tyfu'n wyllt ar y ddwy ochr."),
        ("The same path, level and clear.", "Yr un llwybr, yn wastad ac yn glir."),
    ),
    Work(
        Stage.DONE, 230, 12, 120, MELYS, ("W05900005", "Nantfelys"), Scene.HEDGE,
        ("A hedge laid at Nantfelys green", "Plygu gwrych ger maes Nantfelys"), ("Nantfelys green", "Maes Nantfelys"),
        ("The hedge along the green was cut and laid in the old way.",
         "Torrwyd y gwrych ar hyd y maes a'i blygu yn y ffordd draddodiadol."),
        ("It had grown over the footpath to the bus stop.", "Roedd wedi tyfu dros y llwybr i'r arhosfan bysiau."),
        _CYNGOR, Suggested.RESIDENTS,
        ("A hedge that has grown over most of a footpath.", "Gwrych sydd wedi tyfu dros y rhan fwyaf o lwybr."),
        ("The same hedge, trimmed, beside a wide path.", "Yr un gwrych, wedi'i docio, wrth ymyl llwybr llydan."),
    ),
)  # fmt: skip

AHEAD: Final = (
    Work(
        Stage.RUNNING, 11, 0, 84, TAMBER, ("E05900011", "Wrenstow South"), Scene.BED,
        ("Raised beds for Wrenstow's allotments", ""), ("Wrenstow allotments", ""),
        ("Twelve raised beds are being built, so that people who cannot kneel can have a plot.", ""),
        ("Fourteen people are waiting for a plot that they can reach.", ""),
        "Wrenstow Allotment Society", Suggested.CHARITY,
        ("A bare bed with weeds and litter.", ""),
    ),
    Work(
        Stage.RUNNING, 6, 0, 40, HEXMARSH, ("E05900019", "Gorseworth South"), Scene.PATH,
        ("The dune path at Tern Point", ""), ("Tern Point", ""),
        ("The path through the dunes is being edged, so that the grass beside it can grow back.", ""),
        ("People made their own ways through the dunes, and the sand began to move.", ""),
        "Corven Coast Rangers", Suggested.COUNCIL,
        ("A path lost under grass and sand.", ""), known_as="Tern Point",
    ),
    Work(
        Stage.RUNNING, 18, 0, 66, MELYS, ("W05900002", "Aberfelys De"), Scene.WALL,
        ("The wall along the bus station", "Y wal ger yr orsaf fysiau"),
        ("Aberfelys bus station", "Gorsaf fysiau Aberfelys"),
        ("Paint is being taken off the wall, metre by metre.", "Mae paent yn cael ei dynnu oddi ar y wal, fesul metr."),
        ("Passengers asked for it.", "Teithwyr a ofynnodd amdano."), _CYNGOR, Suggested.RESIDENTS,
        ("A brick wall covered in scrawls of paint.", "Wal frics wedi'i gorchuddio â sgriblan o baent."),
    ),
    Work(
        Stage.TO_COME, -9, 0, 0, TAMBER, ("E05900008", "Osterby North"), Scene.BED,
        ("Bus shelters of Osterby painted", ""), ("Bus shelters in Osterby", ""),
        ("Eight shelters will be cleaned and painted once the new glass is in.", ""),
        ("Eleven panes were broken in one night, and people wait for the bus in the wind.", ""),
        _COUNCIL, Suggested.COUNCIL,
    ),
    Work(
        Stage.TO_COME, -23, 0, 0, TAMBER, _LARK_S, Scene.HEDGE,
        ("The hedge along Redstart Park", ""), ("Redstart Park", ""),
        ("The hedge will be cut to shoulder height, as people nominated it.", ""),
        ("It hides the play area from the houses.", ""), _COUNCIL, Suggested.RESIDENTS, known_as="Redstart Park",
    ),
    Work(
        Stage.TO_COME, -16, 0, 0, HEXMARSH, _HEX_S, Scene.PATH,
        ("The path round Hex Mere", ""), ("Hex Mere", ""),
        ("The north side of the path will be filled and edged.", ""),
        ("It is under water for weeks in winter.", ""), "Hexmarsh Rivers Trust", Suggested.CHARITY, known_as="Hex Mere",
    ),
    Work(
        Stage.TO_COME, -40, 0, 0, HEXMARSH, ("E05900015", "Ferrowby South"), Scene.RAILINGS,
        ("Railings of Ferrowby quay", ""), ("Ferrowby quay", ""),
        ("Sixty metres of railings will be mended and painted.", ""),
        ("The parish asked for it before the summer fair.", ""), "Ferrowby Parish Council", Suggested.COUNCIL,
    ),
    Work(
        Stage.TO_COME, -30, 0, 0, MELYS, ("W05900004", "Llanfelys De"), Scene.BED,
        ("Planting at Llanfelys station", "Plannu yng ngorsaf Llanfelys"),
        ("Llanfelys station", "Gorsaf Llanfelys"),
        ("Two beds will be dug over and planted.", "Bydd dau wely'n cael eu palu a'u plannu."),
        ("Passengers and the station's friends asked for it.", "Teithwyr a chyfeillion yr orsaf a ofynnodd amdano."),
        "Cyfeillion Gorsaf Llanfelys", Suggested.CHARITY, known_as="Llanfelys",
    ),
)  # fmt: skip

EVERY: Final = (*DONE, *AHEAD)
"""Twenty-four."""
