"""What is told automatically, when, and what becomes of it when a visit changes."""
