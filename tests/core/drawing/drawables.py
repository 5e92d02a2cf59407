"""Things to draw that need no drawing library: what is tested is the child."""

import os
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Draws its own letters."""

    text: str

    def draw(self) -> bytes:
        print("what a library says on stdout")
        return self.text.encode()


@dataclass(frozen=True, slots=True)
class Broken:
    """Cannot be drawn."""

    def draw(self) -> bytes:
        raise ValueError("no font has this letter")


@dataclass(frozen=True, slots=True)
class Endless:
    """Is never ready."""

    def draw(self) -> bytes:
        time.sleep(3600)
        return b""


@dataclass(frozen=True, slots=True)
class Huge:
    """Wants more memory than there is."""

    def draw(self) -> bytes:
        return bytes(2**40)


@dataclass(frozen=True, slots=True)
class Ended:
    """Takes its process with it."""

    def draw(self) -> bytes:
        os._exit(3)


@dataclass(frozen=True, slots=True)
class Told:
    """Draws what the environment says under a name."""

    name: str

    def draw(self) -> bytes:
        return os.environ.get(self.name, "nothing").encode()
