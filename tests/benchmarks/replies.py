"""Replies a second of the whole bot, beside a bare aiogram echo in the same run, with the load tool where it is at hand.

The echo answers only /cek, so the bot's other questions are measured beside that. Absolute figures change from machine to machine;
the ratios come from one run.
"""

import os
import statistics
import sys
import tempfile
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

TOOL = Path(__file__).parents[3] / "shared" / "tools" / "speed" / "speed.py"
ECHO_TEXT = "/cek 12-03-2010"
TEXTS = (ECHO_TEXT, "/peringkat", "12 maret 2010")
ROUNDS = 3
UPDATES = 6_000

Row = dict[str, float]


def print_replies() -> None:
    """Medians of three rounds: answered, rate, CPU, memory, cold start, and the ratios to the echo."""
    tool = _load_tool()
    api = f"http://127.0.0.1:{tool.PORT}"
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as log:
        settings = {"SIAPREKAM_TOKEN": "1:x", "SIAPREKAM_API_URL": api, "SIAPREKAM_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/speed.db"}
        runs = {f"bot, {text}": ([sys.executable, "-m", "bot", "run"], settings, text) for text in TEXTS}
        runs["aiogram echo"] = ([tool.peers_python(), str(TOOL.parent / "echo_aiogram.py")], {"API": api}, ECHO_TEXT)
        server = tool.pinned(1, [tool.peers_python(), str(TOOL.parent / "loadserver.py"), str(tool.PORT)], {}, log)
        try:
            time.sleep(1)
            rounds = [{name: tool.measure(*run[:2], UPDATES, run[2]) for name, run in runs.items()} for _ in range(ROUNDS)]
        finally:
            server.terminate()
    medians = {name: {key: statistics.median(found[name][key] for found in rounds) for key in rounds[0][name]} for name in runs}
    for name, row in medians.items():
        print(_line(name, row, medians["aiogram echo"]))


def _line(name: str, row: Row, echo: Row) -> str:
    beside = {key: row[key] / echo[key] for key in ("rate", "cpu_ms", "memory_mb")}
    return (
        f"{name:22s} answered {row['replied']:4.0%}  {row['rate']:5.0f}/s (x{beside['rate']:.2f})  "
        f"{row['cpu_ms']:.3f} ms CPU (x{beside['cpu_ms']:.2f})  {row['memory_mb']:.0f} MB (x{beside['memory_mb']:.2f})  "
        f"cold {row['cold_s']:.2f} s"
    )


def _load_tool() -> ModuleType:
    spec = spec_from_file_location("speed", TOOL)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(TOOL)
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    os.environ.setdefault("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    return tool
