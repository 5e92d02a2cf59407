"""How long a test waits for what must come: only so that it ends when that never comes, whatever machine it runs on."""

LONGEST = 60
"""Seconds."""
