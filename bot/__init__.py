"""Runs the bot: the process and the network."""

OURS = ("bot", "handlers", "ektp_core")
"""The packages of the project; any other comes from elsewhere."""
