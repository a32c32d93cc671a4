"""Meetings for the hall: the deck on its wall, the file that is taken along, the papers beside it."""

from crimemap.web.meetings import display, pack

__all__ = ["display", "pack"]
