"""How the model's weights are made: the labelled texts, and `make train`. Nothing of it runs in the bot."""
