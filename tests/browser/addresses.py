"""Addresses of the demonstration county that together show every page of the site, and every state a page can be in.

tests/browser/test_every_page.py fails when a route or a template is not among what they show.
"""

from __future__ import annotations

from typing import Final

TEAM: Final = "/areas/corvenshire-tv3"
CENTRE: Final = "/areas/corvenshire-tv1"
PARTNERSHIP: Final = "/areas/E22900001"
WELSH: Final = "/areas/dyffryn-melys-dyf.01"
RAIL: Final = "/areas/btp"

AREAS: Final = {
    "neighbourhood": TEAM,
    "town centre": CENTRE,
    "rural": "/areas/corvenshire-hx1",
    "seaside": "/areas/corvenshire-hx5",
    "force": "/areas/E23900001",
    "Welsh force": "/areas/W15900001",
    "force of the railways": RAIL,
    "partnership": PARTNERSHIP,
    "Welsh partnership": "/areas/W22900001",
    "committee": "/areas/E59900001",
    "ward": "/areas/E05900005",
    "small area": "/areas/E01900001",
    "Welsh neighbourhood": WELSH,
    "Welsh small area": "/areas/W01900001",
}
FIGURES: Final = {
    "all months": f"{TEAM}/crime",
    "one month": f"{PARTNERSHIP}/crime?month=2026-09",
    "missing month": f"{TEAM}/crime?month=2024-03",
    "partial month": f"{CENTRE}/crime?month=2024-07",
    "one type": f"{TEAM}/crime?type=burglary",
    "one type of a month": f"{PARTNERSHIP}/crime?month=2026-08&type=violent-crime",
    "one type of a missing month": f"{TEAM}/crime?month=2024-03&type=burglary",
    "not below partnership": "/areas/E01900001/crime?month=2026-09&type=public-order",
    "railways by type": f"{RAIL}/crime?month=2026-09",
    "rates": f"{PARTNERSHIP}/crime?show=rate",
    "rates where residents mislead": f"{CENTRE}/crime?show=rate",
    "rates per household": f"{CENTRE}/crime?show=rate&type=burglary",
    "rates of a force": "/areas/E23900001/crime?show=rate&month=2026-06",
    "rates of the railways": f"{RAIL}/crime?show=rate",
    "rates of a year with a gap": f"{PARTNERSHIP}/crime?show=rate&month=2025-01",
    "outcomes": f"{TEAM}/outcomes",
    "outcomes of a type": f"{PARTNERSHIP}/outcomes?type=burglary",
    "outcomes of a month": f"{TEAM}/outcomes?month=2025-06",
    "outcomes of a missing month": f"{TEAM}/outcomes?month=2024-03",
    "outcomes of incidents": f"{TEAM}/outcomes?type=anti-social-behaviour",
    "outcomes of the railways": f"{RAIL}/outcomes",
}
MAPS: Final = {
    "map": f"{TEAM}/map",
    "map of a partnership": f"{PARTNERSHIP}/map?month=2026-08&type=burglary",
    "map of a missing month": f"{TEAM}/map?month=2024-03",
    "map of rates": f"{PARTNERSHIP}/map?show=rate",
    "map of rates where residents mislead": f"{CENTRE}/map?show=rate&type=shoplifting",
    "map of a small area": "/areas/E01900001/map",
}
CLAIMS: Final = {
    "claims": "/claims",
    "claims in a partnership": "/claims?area=E22900001",
    "claims of a small area": "/claims?area=E01900001&order=deprivation",
    "what if by percent": "/claims?area=E23900001&order=national&target=percent&percent=20",
    "what if of junk": "/claims?target=percent&percent=0",
    "a claim read in two ways": "/claims/deprived-and-high-crime",
    "a claim of the long run": "/claims/crime-down-45",
    "a claim without a sign": "/claims/luton-anti-social-behaviour",
}
COMPARE: Final = {
    "nothing to compare": "/compare",
    "one area to compare": "/compare?areas=corvenshire-tv3",
    "two areas": "/compare?areas=corvenshire-tv3,corvenshire-tv5",
    "three areas, a type, a month": "/compare?areas=corvenshire-tv3,corvenshire-tv1,corvenshire-hx5&type=burglary"
    "&month=2026-09&span=1",
    "two periods": "/compare?areas=corvenshire-tv3&periods=2026-09,2025-09",
    "a period that is missing": "/compare?areas=corvenshire-tv3&periods=2026-03,2024-03&span=1",
    "areas of two countries": "/compare?areas=corvenshire-tv3,dyffryn-melys-dyf.01",
    "a name of several": "/compare/find?first=hexmarsh&second=osterby",
    "names that were not found": "/compare/find?first=station&second=nowhere",
    "names that were not given": "/compare/find?first=&second=",
}
FINDING: Final = {
    "start": "/",
    "every area": "/areas",
    "search": "/search",
    "several found": "/search?q=hexmarsh",
    "several streets": "/search?q=station+road",
    "nothing asked": "/search?q=",
    "not understood": "/search?q=!!!",
    "nothing found": "/search?q=zzyzzx",
    "a postcode elsewhere": "/search?q=SW1A+1AA",
    "a point elsewhere": "/search?lat=51.5&lon=-0.1",
    "not a point": "/search?lat=north&lon=west",
    "divided": "/areas/E05900091",
}
ABOUT: Final = {
    "national": "/national",
    "methods": "/methods",
    "topics": "/topics",
    "anti-social behaviour": "/topics/anti-social-behaviour",
    "property": "/topics/property-and-burglary",
    "knives in an area": "/topics/knife-crime?area=E22900001",
    "support": "/support",
    "concern": "/concern",
    "concern about an area": "/concern?area=corvenshire-tv3",
    "accessibility": "/accessibility",
    "privacy": "/privacy",
    "data": "/data",
    "formats of surveys": "/data/formats",
    "releases": "/releases",
}
CONFIDENCE: Final = {
    "how people feel": "/confidence",
    "how people feel in a partnership": "/confidence/E22900001",
    "a clear rise": "/confidence/E22900002",
    "too few answers": "/confidence/W22900001",
    "no partnership": "/confidence/E23900001",
}
INDICATORS: Final = {
    "indicators": "/indicators",
    "indicators of a partnership": "/indicators?partnership=E22900001",
    "indicators in Wales": "/indicators?partnership=W22900001",
    "an indicator": "/indicators/ni-21",
    "an indicator of a partnership": "/indicators/ni-21?partnership=E22900001",
    "an indicator with a change": "/indicators/ni-16?partnership=E22900001",
    "an indicator that Wales never had": "/indicators/ni-5?partnership=W22900001",
    "an indicator that is never shown": "/indicators/ni-12",
    "what the paper prints": "/indicators/anti-social-behaviour",
    "challenge index": "/indicators/challenge-index",
    "challenge index of a partnership": "/indicators/challenge-index?partnership=E22900001",
    "no such indicator": "/indicators/ni-99",
}
EMBEDS: Final = {
    "a frame to copy": f"{TEAM}/embed",
    "a frame of a page's width": f"{TEAM}/embed?size=page",
    "a frame": "/embed/corvenshire-tv3",
    "a frame of a force": "/embed/E23900001",
    "a frame without a map": "/embed/btp",
    "a frame in Wales": "/embed/dyffryn-melys-dyf.01",
    "a frame of meetings": "/embed/corvenshire-tv3/meetings",
    "a frame without meetings": "/embed/btp/meetings",
}
LEAFLETS: Final = {
    "a leaflet": "/leaflets/corvenshire-tv3",
    "a leaflet of a partnership": "/leaflets/E22900001",
    "a leaflet without a map": "/leaflets/btp",
    "a leaflet in large print": "/leaflets/dyffryn-melys-dyf.01?print=large",
    "a leaflet of a size there is none of": "/leaflets/corvenshire-tv3?size=a6",
}
ERRORS: Final = {
    "no such page": "/nowhere",
    "no such area": "/areas/E99999999",
    "no such month": f"{TEAM}/crime?month=1999-01",
    "no month at all": f"{TEAM}/crime?month=banana",
    "no such type": f"{TEAM}/crime?type=piracy",
    "no year of rates": f"{TEAM}/map?show=rate&month=2022-01",
    "too much to compare": "/compare?areas=a,b,c,d,e,f,g",
    "too long": f"{TEAM}/crime?x={'y' * 2100}",
}
# Their addresses hold the names of releases, which only the county knows.
RELEASES: Final = {
    "release": "/releases/{later}",
    "changes": "/releases/{earlier}..{later}",
    "no changes": "/releases/{later}..{later}",
}
# And these the ids of what the county's people wrote (written.py).
DOING: Final = {
    "who is doing what": "/doing",
    "convictions": "/convictions",
    "convictions of a partnership and a kind": "/convictions?partnership=E22900001&group=drink-driving",
    "no conviction fits": "/convictions?month=2020-01",
    "a case": "/convictions/{case}",
    "a case that is over": "/convictions/{case_over}",
    "a case that was corrected": "/convictions/{case_corrected}",
    "ledger": "/convictions/ledger",
    "payback": "/payback",
    "payback of a Welsh partnership": "/payback?partnership=W22900001",
    "payback to come": "/payback?state=to-come",
    "a project": "/payback/{project}",
    "a project that is running": "/payback/{project_running}",
    "a project to come": "/payback/{project_to_come}",
    "nominate": "/payback/nominate",
    "nominations": "/payback/nominations",
    "nominations by score": "/payback/nominations?partnership=E22900001&order=score",
    "a nomination that is done": "/payback/nominations/{receipt_done}",
    "a nomination that was declined": "/payback/nominations/{receipt_declined}",
    "a nomination that came in": "/payback/nominations/{receipt_received}",
    "no such receipt": "/payback/nominations/AAAA-AAAA-AAAA",
    "no receipt": "/payback/nominations/find?receipt=x",
    "says": "/payback/say",
    "a say that is over": "/payback/say/{say_over}",
    "a say that is open": "/payback/say/{say_open}",
    "good news": "/news",
    "good news by approach": "/news?approach=visible-justice&partnership=E22900001",
    "a success": "/news/{success}",
    "news": "/news/{news}",
    "tell a concern": "/concern/tell",
    "concern sent": "/concern/sent",
}
MEETINGS: Final = {
    "every meeting": "/meetings",
    "meetings of an area": "/meetings?area=corvenshire-tv3",
    "meetings of a ward": "/meetings?area=E05900005",
    "meetings of one body in a month": "/meetings?body=housing&month={month}",
    "no meeting fits": "/meetings?month=2019-01",
    "meetings of nobody": "/meetings?body=circus",
    "a meeting to come": "/meetings/{meeting}",
    "a deck": "/meetings/{meeting}/display",
    "a deck of a meeting that is cancelled": "/meetings/{meeting_cancelled}/display",
    "a deck of a meeting that the police publish": "/meetings/{meeting_of_police}/display",
    "a meeting that is cancelled": "/meetings/{meeting_cancelled}",
    "a meeting that was moved": "/meetings/{meeting_moved}",
    "a meeting that decided": "/meetings/{meeting_held}",
    "a meeting of a series": "/meetings/{meeting_of_series}",
    "a meeting that the police publish": "/meetings/{meeting_of_police}",
    "no such meeting": "/meetings/nowhere",
}
ALERTS: Final = {
    "the monthly letter": "/alerts",
    "the monthly letter about an area": "/alerts?area=corvenshire-tv3",
    "a letter with a link is sent": "/alerts/sent",
    "a letter to confirm": "/alerts/confirm/{alerts_to_confirm}",
    "a letter that is confirmed": "/alerts/confirm/{alerts_confirmed}",
    "a letter to stop": "/alerts/stop/{alerts_to_stop}",
    "a letter that is stopped": "/alerts/stop/{alerts_stopped}",
    "a link that does not work": "/alerts/confirm/x",
}
EVERY: Final = {
    **CLAIMS,
    **FINDING,
    **AREAS,
    **FIGURES,
    **MAPS,
    **COMPARE,
    **ABOUT,
    **CONFIDENCE,
    **INDICATORS,
    **EMBEDS,
    **LEAFLETS,
    **ERRORS,
    **RELEASES,
    **DOING,
    **MEETINGS,
    **ALERTS,
}
