"""Community Payback: projects of unpaid work, what was done, and the hours, which are counted once.

`project` is what is written; `gate` what stands in the way of publishing it; `photographs` keeps pictures of the work;
`facts` holds in clear what totals need; `totals` adds them up; `listing` answers what visitors see. `order` is the law
on how long one person's order may be.
"""

from crimemap.editorial.payback.gate import RULES
from crimemap.editorial.payback.listing import Shown, of_nominations, one, shown, totals
from crimemap.editorial.payback.project import OVER, Photo, Project, Role, Stage, Suggested
from crimemap.editorial.payback.totals import Totals

__all__ = [
    "OVER",
    "RULES",
    "Photo",
    "Project",
    "Role",
    "Shown",
    "Stage",
    "Suggested",
    "Totals",
    "of_nominations",
    "one",
    "shown",
    "totals",
]
