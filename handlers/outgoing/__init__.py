"""What is worded without being asked: notices, reminders, the start of an announcement."""
