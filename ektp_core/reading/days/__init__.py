"""Days and periods: as they are written and spoken, to come and behind, and the doors that take nothing else."""
