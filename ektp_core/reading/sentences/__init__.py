"""Days, births and ages inside a free sentence, found among its tokens."""
