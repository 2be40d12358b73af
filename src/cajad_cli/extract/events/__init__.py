"""Passages with dates → events: what happens, when, and whether it is a plan."""
