"""Everything that exists in one sandbox: people, chats, messages, updates."""
