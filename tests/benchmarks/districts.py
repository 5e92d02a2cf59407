"""How well ten districts from Aceh to Papua understand the fresh messages when their own people write them, beside Bangka Tengah."""

from ektp_core.board import Board
from tests.core.builders import board_of_office, published_board
from tests.core.understanding.understood import DISTRICTS, Share, understood


def print_districts() -> None:
    """What is asked, and which schools and areas are named, in percent of the messages that name any."""
    print("the fresh messages, filled with each district's own names:")
    _print_one("Bangka Belitung", published_board())
    for code, part in DISTRICTS.items():
        _print_one(part, board_of_office(code))


def _print_one(part: str, board: Board) -> None:
    found = understood(board)
    told = "  ".join(
        f"{name} {_told(share)}" for name, share in (("asked", found.asked), ("schools", found.schools), ("areas", found.areas))
    )
    print(f"  {part:16s} {board.home.name:36s} {told}")


def _told(share: Share) -> str:
    return f"{share.percent:5.1f} % of {share.of:3d}"


if __name__ == "__main__":
    print_districts()
