"""What the chat page and the tests do in the sandbox."""
