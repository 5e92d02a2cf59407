"""Stories that play conversations on the chat page, and the format that they share with the tests' conversations."""
