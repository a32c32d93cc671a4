"""The blueprint of every page for visitors, by the name that this audience's files know it by."""

from crimemap.web.site.visitors import machines, public

__all__ = ["machines", "public"]
