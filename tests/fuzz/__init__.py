"""Hostile input made by structure, from seeds: the same seed makes the same input, on every machine."""
