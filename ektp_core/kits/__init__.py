"""Recording kits, borrowed from the province in turns."""
