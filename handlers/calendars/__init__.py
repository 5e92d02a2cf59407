"""Visits for people's own calendars: as a file in the chat, and as a feed that phones ask again."""
