"""Convictions: what happened to offenders, told by name for a month at most, and counted afterwards.

`content` is the form, `reading` and `gate` take its answers to the rules, `kind` tells the publishing calls what is
particular to a conviction, `calls` are the acts that only convictions know, `listing` is what visitors see without
names, `batch` reads court lists, `ledger` is what may be told of all cases together.
"""

from crimemap.editorial.convictions.batch import Batch as Batch
from crimemap.editorial.convictions.batch import Fault as Fault
from crimemap.editorial.convictions.batch import read_batch as read_batch
from crimemap.editorial.convictions.batch import take_batch as take_batch
from crimemap.editorial.convictions.batch import template_csv as template_csv
from crimemap.editorial.convictions.calls import CORRECTION_DAYS as CORRECTION_DAYS
from crimemap.editorial.convictions.calls import conviction as conviction
from crimemap.editorial.convictions.calls import decide_photograph as decide_photograph
from crimemap.editorial.convictions.calls import hold as hold
from crimemap.editorial.convictions.calls import hold_if_forbidden as hold_if_forbidden
from crimemap.editorial.convictions.calls import last_court as last_court
from crimemap.editorial.convictions.calls import may_be_withheld as may_be_withheld
from crimemap.editorial.convictions.calls import photograph_bytes as photograph_bytes
from crimemap.editorial.convictions.calls import put_photograph as put_photograph
from crimemap.editorial.convictions.calls import quash as quash
from crimemap.editorial.convictions.calls import release as release
from crimemap.editorial.convictions.calls import withhold as withhold
from crimemap.editorial.convictions.columns import COLUMNS as COLUMNS
from crimemap.editorial.convictions.content import MOST_SENTENCES as MOST_SENTENCES
from crimemap.editorial.convictions.content import TOWN as TOWN
from crimemap.editorial.convictions.content import WHOLE_PARTNERSHIP as WHOLE_PARTNERSHIP
from crimemap.editorial.convictions.content import Conviction as Conviction
from crimemap.editorial.convictions.content import Part as Part
from crimemap.editorial.convictions.facts import Ending as Ending
from crimemap.editorial.convictions.facts import Fact as Fact
from crimemap.editorial.convictions.facts import fact_of as fact_of
from crimemap.editorial.convictions.facts import photograph_of as photograph_of
from crimemap.editorial.convictions.gate import LONDON as LONDON
from crimemap.editorial.convictions.gate import first_moment as first_moment
from crimemap.editorial.convictions.gate import form_field as form_field
from crimemap.editorial.convictions.gate import no_day as no_day
from crimemap.editorial.convictions.gate import today as today
from crimemap.editorial.convictions.gate import unreadable as unreadable
from crimemap.editorial.convictions.kind import decision_of as decision_of
from crimemap.editorial.convictions.kind import removal_of as removal_of
from crimemap.editorial.convictions.ledger import Ledger as Ledger
from crimemap.editorial.convictions.ledger import ledger as ledger
from crimemap.editorial.convictions.listing import Correction as Correction
from crimemap.editorial.convictions.listing import Listed as Listed
from crimemap.editorial.convictions.listing import correction_of as correction_of
from crimemap.editorial.convictions.listing import corrections as corrections
from crimemap.editorial.convictions.listing import last_day as last_day
from crimemap.editorial.convictions.listing import listed as listed
from crimemap.editorial.convictions.listing import next_change as next_change
from crimemap.editorial.convictions.listing import told as told
from crimemap.editorial.convictions.listing import was_named as was_named
from crimemap.editorial.convictions.reading import read_age as read_age
from crimemap.editorial.convictions.reading import read_day as read_day
from crimemap.editorial.convictions.told import kind_told as kind_told
from crimemap.editorial.convictions.told import meanings as meanings
from crimemap.editorial.convictions.told import proposed_words as proposed_words
from crimemap.editorial.convictions.told import sentence_told as sentence_told
