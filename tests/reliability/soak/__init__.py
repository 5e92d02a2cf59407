"""`make soak`: the bot for days at a multiple of its load, on a bad network, killed now and then; does it grow?"""
