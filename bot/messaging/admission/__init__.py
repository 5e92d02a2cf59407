"""Who is let in: a bucket a person and a group before any work, bounded queues, one notice a minute, and a count of what is dropped."""

from bot.messaging.admission.buckets import GROUP, Allowance, Buckets, Verdict
from bot.messaging.admission.gate import Dropped, DropReason, Gate
from bot.messaging.admission.groups import GroupTurns

__all__ = ["GROUP", "Allowance", "Buckets", "DropReason", "Dropped", "Gate", "GroupTurns", "Verdict"]
