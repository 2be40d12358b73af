"""Passages with dates → events: what happens, when, and whether it is a plan."""

from cajad_cli.extract.events.keys import matter
from cajad_cli.extract.events.tell import events

__all__ = ["events", "matter"]
