"""How the bot is: what its parts observe, which faults follow from that, and who is told (docs/reliability.md#health-tells-the-truth)."""
