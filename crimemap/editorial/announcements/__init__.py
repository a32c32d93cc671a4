"""The calendar of publications: what comes when, said before (rule Q1), and every change of it with its reason.

An announcement is a list of steps, each the whole of what was said at one time; the last one holds. Steps are only
ever added: a day that was moved stays readable.
"""

from crimemap.editorial.announcements.asking import (
    all_of,
    covering,
    next_change,
    next_of,
    one_of,
)
from crimemap.editorial.announcements.models import (
    CRIME_TITLE,
    NOTICE_DAYS,
    Announced,
    Announcement,
    AnnouncementStep,
    Change,
    Changed,
    Subject,
)
from crimemap.editorial.announcements.rules import Wanted, is_near, latest_month, needs_reason
from crimemap.editorial.announcements.writing import announce, call_off, change, may, say_late

__all__ = [
    "CRIME_TITLE", "NOTICE_DAYS", "Announced", "Announcement", "AnnouncementStep", "Change", "Changed", "Subject",
    "Wanted", "all_of", "announce", "call_off", "change", "covering", "is_near", "latest_month", "may", "needs_reason",
    "next_change", "next_of", "one_of", "say_late",
]  # fmt: skip
