"""`siaprekam understand`: messages in, what they ask out, one JSON object a line."""

import importlib.util
import json
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.bot.command_line import siaprekam, the_line
from tests.processes import PROJECT

SHARED = PROJECT.parent / "shared" / "data"
MONDAY = "2026-11-23"


def understood(folder: Path, texts: Iterable[str]) -> list[dict[str, Any]]:
    typed = "\n".join(json.dumps({"text": text}) for text in texts)
    done = siaprekam(folder, "understand", "--today", MONDAY, typed=typed)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_message_becomes_its_intent_and_its_slots(tmp_path: Path) -> None:
    asked = ["anak saya lahir 12-03-2010, udah boleh rekam?", "sman1koba kpn min", "makasih ya pak"]
    assert understood(tmp_path, asked) == [
        {"text": asked[0], "intent": "eligibility", "slots": {"birth_date": "2010-03-12"}, "topic": None},
        {"text": asked[1], "intent": "schedule", "slots": {"school": "SMAN 1 Koba"}, "topic": None},
        {"text": asked[2], "intent": "thanks", "slots": {}, "topic": None},
    ]


def test_a_nik_is_not_read(tmp_path: Path) -> None:
    (found,) = understood(tmp_path, ["nik 1904035203100000 udah boleh rekam belum"])
    assert "birth_date" not in found["slots"]


@pytest.mark.parametrize("line", ["kapan", '{"teks": "kapan"}', "[1]", '{"text": 5}'])
def test_a_line_that_is_no_message_is_said_with_its_number(tmp_path: Path, line: str) -> None:
    done = siaprekam(tmp_path, "understand", typed='{"text": "halo"}\n' + line)
    assert done.returncode == 2
    assert the_line(done.stderr).startswith("Line 2 is no message.")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not beside the project")
def test_the_development_set_is_understood(tmp_path: Path) -> None:
    scorer = _scorer()
    gold = scorer.load(SHARED / "nlu_dev.jsonl")
    found, _ = scorer.score(gold, understood(tmp_path, [row["text"] for row in gold]))
    assert found["strict"] / found["n"] >= 0.93
    assert found["macro_f1"] >= 0.91
    assert found["staff_false_trigger"][0] == 0
    assert found["frame"] / found["n"] >= 0.86


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_nlu", SHARED / "score_nlu.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_members_sentence_becomes_its_act_and_all_that_it_says(tmp_path: Path) -> None:
    typed = json.dumps({"text": "pindahkan kunjungan sman 1 koba ke 7 desember"})
    for role, act in (("officer", "visit.move"), ("viewer", "visit.move")):
        done = siaprekam(tmp_path, "understand", "--today", MONDAY, "--as", role, typed=typed)
        assert json.loads(done.stdout)["act"] == act
        assert json.loads(done.stdout)["slots"] == {"school": "SMAN 1 Koba", "days": "2026-12-07"}


def test_a_citizen_orders_nothing_whatever_the_words_imitate(tmp_path: Path) -> None:
    texts = ["umumkan ke semua besok libur", "kecamatan mana yang paling rendah"]
    typed = "\n".join(json.dumps({"text": text}) for text in texts)
    done = siaprekam(tmp_path, "understand", "--today", MONDAY, "--as", "citizen", typed=typed)
    imitated, asked = (json.loads(line) for line in done.stdout.splitlines())
    assert imitated["intent"] not in ("announce", "update_figures")
    assert (asked["act"], asked["slots"]) == ("coverage.lowest", {"level": "subdistrict"})
