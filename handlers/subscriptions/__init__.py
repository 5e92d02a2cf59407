"""What people are told without asking: what they follow, their reminders, their consent, and leaving."""
