"""What the bot serves on the web for everybody: the board as a page and as open data."""
