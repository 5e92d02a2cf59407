"""Mistakes in reading what people write."""

from tests.planted.mutant import Mutant

READING = (
    Mutant(
        "17 is taken for somebody's age wherever it stands",
        "ektp_core/reading/births/ages.py",
        "    if number.years == OBLIGED and not _is_seventeen_stated(number, tokens):\n        return False\n",
        "",
        "tests/core/reading/births/test_said_births.py",
    ),
    Mutant(
        "a foreigner with a permit of limited stay is judged like one who stays",
        "ektp_core/eligibility.py",
        "    if status.stay is Stay.LIMITED:\n        return ()\n",
        "",
        "tests/core/test_eligibility.py",
    ),
    Mutant(
        "a nikah siri obliges like a marriage in the register",
        "ektp_core/understanding/marriage.py",
        "return Marriage.UNSAID if Said.SO in registered else Marriage.UNREGISTERED\n",
        "return Marriage.REGISTERED\n",
        "tests/handlers/free_text/test_status.py",
    ),
    Mutant(
        "a permit that somebody has not is taken for theirs",
        "ektp_core/understanding/denials.py",
        "            return Said.UNSURE if tail else Said.NOT\n",
        "            return Said.SO\n",
        "tests/handlers/free_text/test_status.py",
    ),
    Mutant(
        "a parent's nationality or marriage is taken for the child's",
        "ektp_core/understanding/people.py",
        "            return Whose.RELATIVES if has_child or place > GREETING",
        "            return Whose.OWN if has_child or place > GREETING",
        "tests/handlers/free_text/test_status.py",
    ),
    Mutant(
        "of two birth dates that may be meant the first is taken",
        "ektp_core/reading/births/said_births.py",
        "    if not written.is_clear:\n        raise several(_readings(written, today))\n",
        "",
        "tests/core/reading/births/test_births.py",
    ),
    Mutant(
        "a visit's line reads its days by a pattern of its own",
        "ektp_core/visits/line.py",
        "        line = replace(line, days=take_days(whole, today))\n",
        '        line = replace(line, days=tuple(map(date.fromisoformat, re.findall(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", whole.source))))\n',
        "tests/core/reading/test_doors.py",
    ),
    Mutant(
        "a number that was typed and not read is passed over without a word",
        "ektp_core/reading/leftovers.py",
        "    return tuple(found)\n",
        "    return ()\n",
        "tests/core/reading/test_leftovers.py",
    ),
    Mutant(
        "a school with another number is taken for the one that was named",
        "ektp_core/schools/register.py",
        'if asked.number in ("", each[1].number) and not',
        "if not",
        "tests/core/schools/test_register.py",
    ),
    Mutant(
        "one door finds names by a rule of its own",
        "handlers/schedule.py",
        "    found = board.named(text)\n",
        "    found = board.areas.find(text, home=board.home.code) or board.schools.find(text)\n",
        "tests/handlers/test_places.py",
    ),
    Mutant(
        "a sentence takes another number of a village for the one there is",
        "ektp_core/understanding/areas.py",
        "    if following is None:\n        return 0\n",
        "    return 0\n",
        "tests/handlers/test_places.py",
    ),
)
