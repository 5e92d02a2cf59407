"""Visits of the recording team: the schedule, how it changes, and what a visit came to."""
