"""`make bench`: core answers one by one, then the whole bot beside a bare echo bot where the load tool is at hand."""

from tests.benchmarks.core_answers import print_core_answers
from tests.benchmarks.replies import TOOL, print_replies


def main() -> None:
    print_core_answers()
    if TOOL.exists():
        print()
        print_replies()
    else:
        print("The load tool is not at hand: replies a second are not measured.")


if __name__ == "__main__":
    main()
