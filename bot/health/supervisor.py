"""What systemd (`Type=notify`) is told: ready, alive, stopping. Without it, nothing. The protocol: sd_notify(3)."""

import logging
import socket
from collections.abc import Mapping

log = logging.getLogger(__name__)

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"


class Supervisor:
    """Writes to the socket that `NOTIFY_SOCKET` names."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        named = environment.get("NOTIFY_SOCKET", "")
        self._address = "\0" + named[1:] if named.startswith("@") else named

    def tell(self, what: str) -> None:
        """One datagram. A supervisor that cannot be told acts as if the bot hung, which is the safe side."""
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC) as to:
                to.sendto(what.encode(), self._address)
        except OSError as error:
            log.warning("the supervisor was not told", extra={"told": what, "error": type(error).__name__})
