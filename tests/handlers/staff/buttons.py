"""The buttons of a screen of staff's tools, by what they do."""

from typing import Any

from handlers.acts import ToolAct
from handlers.reply import Button, Reply


def under(screen: Reply, act: ToolAct[Any]) -> Button:
    """The button under a screen that does this act: a preview's own, which carries out the very draft that it shows."""
    shown = [item for row in screen.buttons for item in row if isinstance(item, Button)]
    return next(item for item in shown if (item.route, item.act) == (act.tool, act.name))
