"""/kunjungan: the agenda, one visit, rounds, recaps and the tally of the day."""
