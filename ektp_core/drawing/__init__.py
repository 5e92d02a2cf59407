"""Pictures, posters and maps, drawn in a process of their own: no drawing stays in the bot's memory, holds up an answer or breaks it."""

from ektp_core.drawing.drawable import Drawable
from ektp_core.drawing.drawer import Drawer, DrawingFailed

__all__ = ["Drawable", "Drawer", "DrawingFailed"]
