"""The office at work: what is public now, what acts, and its settings; handed to every handler."""

from ektp_core.office.office import Office
from ektp_core.office.settings import OfficeSettings

__all__ = ["Office", "OfficeSettings"]
