"""/umumkan: announcements from the first word to the report."""
