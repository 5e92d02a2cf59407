"""A round as a whole: how far it has come, and the calendar of its visits and kits; each in words, and as a picture."""
