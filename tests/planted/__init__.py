"""Known mistakes that `make mutants` plants; the others stand in `tests/mutants.py`."""
