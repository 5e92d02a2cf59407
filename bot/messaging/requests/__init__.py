"""What updates ask (`reader`), and what they tell about a chat (`chats`)."""
