"""A text that comes while a preview stands open: what the draft reads in it changes the draft, as [Ubah] would; else it is a question."""

from datetime import timedelta

from ektp_core.refusal import Refusal

UNDER_PREVIEW = "under_preview"
"""What such a text answers: no field was asked for."""

CORRECTED = "corrected"
"""What a text answers that says of itself that it is a correction, or was said to be for the draft: whichever field it fits."""

SITTING = timedelta(minutes=30)
"""So long after a preview a text may still be meant for it; what lies open longer is gone on with by its button."""


class NotForDraft(Exception):
    """The draft reads nothing in the text: whoever wrote it asks something else."""


class WordsGone(Refusal):
    """The message with the words that a button is about cannot be found any more: they are typed again."""

    key = "staff/words_gone"
