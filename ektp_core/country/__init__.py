"""All of Indonesia beside the one province of a board: areas, schools, time zones, offices (docs/domain.md#the-whole-country)."""
