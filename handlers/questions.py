"""What people ask most, as buttons."""

from handlers.reply import button

QUESTIONS = (
    [button("eligibility"), button("schedule")],
    [button("coverage"), button("ranking")],
    [button("requirements"), button("contact")],
    [button("subscriptions"), button("reminders")],
)
"""Two a row: under the welcome and under every answer to a sentence that was not understood."""
