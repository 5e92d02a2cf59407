"""How long a sentence takes to be understood, how much memory that needs, and the longest that a hostile text can take."""

import asyncio
import random
import statistics
import string
import tracemalloc
from collections.abc import Callable
from datetime import date
from time import perf_counter

from ektp_core.reading.masking import mask_numbers
from ektp_core.understanding.models.model import intents_model, matters_model
from ektp_core.understanding.reader import Reader
from tests.benchmarks.core_answers import demo_board
from training.texts import intent_texts
from training.train import MODELS

TODAY = date(2026, 11, 23)
LIMIT_MILLISECONDS = 1.0
HOSTILE_LIMIT_MILLISECONDS = 10.0
MEMORY_LIMIT_MEGABYTES = 20.0
LONGEST = 4096


def hostile_texts() -> dict[str, str]:
    """Texts as long as Telegram delivers them, each bad in its own way."""
    chance = random.Random(1)
    letters = [chance.choice(string.ascii_lowercase) for _ in range(LONGEST)]
    anything = [chr(each) for each in (chance.randrange(32, 0x2FFFF) for _ in range(LONGEST)) if not 0xD800 <= each <= 0xDFFF]
    repeated = ("12-03-2010 ", "12 maret 2010 lahir ", "sma koba 1 ", "17 kurang sebulan ", "s/d ", "1-", ". ", "\n", "😀", "\ufdfa", "1")
    texts = {ascii(each): (each * LONGEST)[:LONGEST] for each in repeated}
    return texts | {
        "words of no language": " ".join("".join(letters[at : at + 7]) for at in range(0, LONGEST, 8)),
        "any letters": "".join(anything),
    }


def milliseconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1e3


def print_understanding() -> None:
    """Half of the texts and 95 of 100 are understood within so many milliseconds; best of three for the hostile ones."""
    board = asyncio.run(demo_board())
    tracemalloc.start()
    intents_model.cache_clear()
    matters_model.cache_clear()
    reader = Reader.of(board)
    texts = [each.text for each in intent_texts()]
    for text in texts:
        reader.questions(mask_numbers(text).text, TODAY)
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    times = sorted(milliseconds(lambda text=text: reader.questions(mask_numbers(text).text, TODAY)) for text in texts)
    worst = {
        name: min(milliseconds(lambda text=text: reader.questions(mask_numbers(text).text, TODAY)) for _ in range(3))
        for name, text in hostile_texts().items()
    }
    name, longest = max(worst.items(), key=lambda item: item[1])
    late = times[int(len(times) * 0.95)]
    median = statistics.median(times)
    print(f"understand {len(times)} sentences    median {median:.2f} ms, p95 {late:.2f} ms  {_within(late, LIMIT_MILLISECONDS)}")
    print(f"the worst of 4096 letters     {longest:.1f} ms ({name})  {_within(longest, HOSTILE_LIMIT_MILLISECONDS)}")
    print(f"memory of the reader          {megabytes:.1f} MB  {_within(megabytes, MEMORY_LIMIT_MEGABYTES)}")
    print(f"weights                       {sum(file.stat().st_size for file in MODELS.glob('*.tsv')) / 1e6:.2f} MB")


def _within(value: float, limit: float) -> str:
    return "ok" if value <= limit else f"over {limit:g}"
