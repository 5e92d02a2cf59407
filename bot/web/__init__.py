"""What the bot serves on the web for everybody: the board as a page, as open data and as calendars."""
