"""Questions about coverage in sentences and under buttons: who is last, how many are missing, since when it rose."""
