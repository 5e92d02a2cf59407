"""What a message asks, as probabilities: the features of its words, and the trained weights of three models."""
