"""crimemap: what was recorded in a neighbourhood, and what was done about it.

The data's way through the rooms, in order:

sources      read a publisher's file to a declared schema, and say what was wrong with it
disclosure   decide what of it may be shown
pipeline     read → protect → assign → count → verify → swap: one immutable release
release      open it read-only, list, use, verify
places       postcode, point or name → area
measures     ask it: every answer is a Figure, with its status and its source
words        figures as sentences; charts: as SVG; maps: as a Folium document and a static SVG
brief        all that is said of one area at one moment
cache        one build of each page, keyed on the release
web          pages for residents and the newsroom, and later for meetings and clients

Below them stand settings, terms, language, figure, team (what the police publish of one) and survey (what others asked
and measured), which import nothing of the above.
"""
