"""Backups of the office's database: which of them are kept, and what is wrong with them."""
