"""The input file of the county's release: sources.toml, beside the files it names."""

from __future__ import annotations

from collections.abc import Sequence


def sources_toml(archives: Sequence[str]) -> str:
    """The text of sources.toml; `archives` are paths relative to it, the later ones of which replace."""
    listed = ", ".join(f'"{name}"' for name in archives)
    layers = "".join(
        f'[[basemap]]\nkind = "{kind}"\nfile = "basemap/corvenshire.gpkg"\nlayer = "{kind}"\n'
        'name = "name"\nclass = "class"\n'
        for kind in ("land", "built", "water", "wood", "park", "road", "rail", "place")
    )
    return _TOML.replace("@archives@", listed) + layers


_TOML = """\
# The demonstration county. Everything in it is invented: Invented / Dychmygol.
name = "Corvenshire and Dyffryn Melys (invented)"
forces = ["corvenshire", "dyffryn-melys", "btp"]
lsoa = 2021

[police]
archives = [@archives@]

[neighbourhoods]
folder = "police-api/dyffryn-melys"
teams = ["police-api/corvenshire"]

[[areas]]
kind = "force"
file = "boundaries/police_force_areas.geojson"
code = "pfa_code"
name = "pfa_name"
vintage = 2022

[[areas]]
kind = "partnership"
file = "boundaries/community_safety_partnerships.geojson.zip"
code = "csp_code"
name = "csp_name"
vintage = 2022
within = "force"

[[areas]]
kind = "committee"
file = "boundaries/area_committees.geojson"
code = "code"
name = "name"
vintage = 2022
within = "partnership"

[[areas]]
kind = "neighbourhood"
file = "boundaries/corvenshire_neighbourhoods.geojson"
code = "id"
name = "name"
force = "corvenshire"
vintage = 2022
within = "partnership"

[[areas]]
kind = "ward"
file = "boundaries/wards.geojson.zip"
code = "ward_code"
name = "ward_name"
vintage = 2022
within = "neighbourhood"

[[areas]]
kind = "lsoa"
file = "boundaries/lsoa_2021.geojson.zip"
code = "lsoa21_code"
name = "lsoa21_name"
vintage = 2021
within = "neighbourhood"

[[population]]
kind = "residents"
file = "population/census_2021_lsoa21_residents_households.csv.zip"
code = "lsoa21_code"
count = "total_residents"
vintage = 2021
year = 2021

[[population]]
kind = "households"
file = "population/census_2021_lsoa21_residents_households.csv.zip"
code = "lsoa21_code"
count = "total_households"
vintage = 2021
year = 2021

[[population]]
kind = "workday"
file = "population/census_2021_lsoa21_workday.csv.zip"
code = "lsoa21_code"
count = "workday_population"
vintage = 2021
year = 2021

[[deprivation]]
scale = "IMD 2025"
nation = "England"
file = "deprivation/imd_2025_england_lsoa21.csv.zip"
code = "lsoa21_code"
rank = "IMD_rank"
decile = "IMD_decile"
vintage = 2021

[[deprivation]]
scale = "WIMD 2025"
nation = "Wales"
file = "deprivation/wimd_2025_wales_lsoa21.csv.zip"
code = "lsoa21_code"
rank = "IMD_rank"
decile = "IMD_decile"
vintage = 2021

[[lookups]]
kind = "lsoa11-lsoa21"
file = "lookups/lsoa11_lsoa21.csv.zip"
from = "lsoa11_code"
to = "lsoa21_code"
change = "change_code"

[[lookups]]
kind = "lsoa-force"
file = "lookups/lsoa21_pfa.csv"
from = "lsoa21cd"
to = "pfa22cd"

[[lookups]]
kind = "lsoa-partnership"
file = "lookups/lsoa21_csp.csv"
from = "lsoa21cd"
to = "csp22cd"

[[lookups]]
kind = "former"
file = "lookups/former_codes.csv"
from = "former_code"
to = "code"

[[postcodes]]
format = "code-point-open"
file = "postcodes/code_point_open_qx.zip"

[similar]
file = "similar.csv"
area = "area"
like = "similar"

[[surveys]]
format = "crimemap"
file = "surveys/confidence.csv"

[[indicators]]
file = "surveys/indicators.csv"

[[names]]
file = "names.csv"
code = "lsoa21_code"
name = "name"

"""
