"""Sentences without a command: what they ask, answered by the handlers of the commands."""
