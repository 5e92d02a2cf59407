"""Backups of the SQLite database: made beside the running bot, checked, restored (docs/operating.md#how-do-i-back-up-and-restore)."""
