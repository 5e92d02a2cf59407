"""Sentences of staff and schools: what they ask or order, and everything they say of it."""
