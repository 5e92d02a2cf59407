"""/topik: the answers to what is asked again and again."""
