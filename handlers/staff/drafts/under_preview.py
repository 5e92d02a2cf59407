"""A text that comes while a preview stands open: what the draft reads in it changes the draft, as [Ubah] would; else it is a question."""

from datetime import timedelta

UNDER_PREVIEW = "under_preview"
"""What such a text answers: no field was asked for."""

SITTING = timedelta(minutes=30)
"""So long after a preview a text may still be meant for it; what lies open longer is gone on with by its button."""


class NotForDraft(Exception):
    """The draft reads nothing in the text: whoever wrote it asks something else."""
