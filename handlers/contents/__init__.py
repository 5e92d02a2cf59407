"""What people send besides words, or instead of them."""
