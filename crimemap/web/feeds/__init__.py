"""What machines of visitors follow: calendar files and feeds. They stand on the blueprint of every public page."""

from crimemap.web.feeds import calendars, syndicated

__all__ = ["calendars", "syndicated"]
