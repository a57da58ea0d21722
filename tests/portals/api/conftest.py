"""The office of :mod:`tests.portals.office`."""

from tests.portals.office import at_work, browser, clock

__all__ = ["at_work", "browser", "clock"]
