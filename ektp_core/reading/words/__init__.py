"""Words, numbers and signs of a text, in their standard spelling, and what each was used for."""
