"""Births and ages, in a sentence and behind a command."""
