"""Runs the bot: the process and the network."""
