"""The Bot API as the bot calls it."""
