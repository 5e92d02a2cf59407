"""What a free sentence asks, and what it names: pure, from the board and the day alone (docs/understanding.md).

`reader.py` is the way in. `ektp_core/reading` makes words of letters and finds the days, births and ages among them, `schools.py` and
`areas.py` the places, `status.py` who was married or is a foreigner, each token once (`details.py`); `model.py` tells what is asked, by
`features.py`, and `duty.py` what a status asks.
"""
