"""Addresses that open something in the bot."""
