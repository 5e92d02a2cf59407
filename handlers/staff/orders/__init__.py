"""Sentences of staff as filled tools: each opens the tool's own preview with all that was said; nothing is changed before a tap."""
