"""What Telegram refuses, how it reads texts, and how fast it lets a bot write."""
