"""Cards that somebody sends into any chat by typing the bot's name there (inline mode)."""
