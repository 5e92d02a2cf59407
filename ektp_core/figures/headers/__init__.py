"""The header of a report: where it stands, what each column holds, and which of several columns counts."""
