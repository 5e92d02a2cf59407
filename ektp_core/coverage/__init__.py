"""How far recording has come: figures, their parts, their course and the ranking."""
