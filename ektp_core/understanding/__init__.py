"""What a free sentence asks, and what it names: pure, from the board and the day alone (docs/understanding.md).

`reader.py` is the way in. `tokens.py`, `spelling.py` and `number_words.py` make words of letters; `places.py`, `births.py`, `ages.py`,
`birthdays.py`, `visit_days.py` and `as_of.py` find what is named, each token once (`details.py`); `model.py` tells what is asked.
"""
