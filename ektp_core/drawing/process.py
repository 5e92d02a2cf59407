"""The child's side: draws one thing after the other until its parent is gone."""

import os
import pickle
import resource
import sys
from typing import BinaryIO

from ektp_core.child import limit
from ektp_core.drawing.drawer import DRAWN, FAILED, LENGTH

BEHIND_EVERYTHING = 10
"""Niceness: while answers and drawings want the same core, answers get nearly all of it."""


def main(memory: int) -> None:
    """Answer each question on stdin with the drawing, or with what went wrong. What a library prints goes nowhere near the answers."""
    os.nice(BEHIND_EVERYTHING)
    limit(resource.RLIMIT_AS, memory)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    while question := _question(sys.stdin.buffer):
        answer = _answer(question)
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _question(questions: BinaryIO) -> bytes:
    length = questions.read(LENGTH.size)
    return questions.read(LENGTH.unpack(length)[0]) if len(length) == LENGTH.size else b""


def _answer(question: bytes) -> bytes:
    try:
        drawn: bytes = pickle.loads(question).draw()  # noqa: S301 -- written by our own parent
    except Exception as error:
        # Whatever a library does with a drawing, the words are sent and the log says why there is no picture.
        return FAILED + f"{type(error).__name__}: {error}".encode()
    return DRAWN + drawn


if __name__ == "__main__":
    main(int(sys.argv[1]))
