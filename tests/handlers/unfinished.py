"""What no screen that people see may have: marks of a template left unfilled, more text than a message takes, labels that are cut off."""

import re

TEXT_CHARACTERS = 4096
"""Telegram's limit for a message, without its markup."""

LONGEST_LABEL = {1: 36, 2: 20, 3: 14, 4: 9}
"""Characters of a button on a 320 pixel phone, by the number of buttons in its row; Telegram cuts longer ones off."""

UNFINISHED = re.compile(
    r"None\b|\{\{|\{%|%\}|\}\}|Undefined|<\w+ object|Fraction\(|\bdatetime\.|\n[ \t]*\n[ \t]*\n|[^\S\n]\n|\( |\s[,.;](?:\s|$)|&#?\w+;"
)
"""Marks of a template that was not filled in, of a value written as Python or escaped twice, of blank lines and spaces left over."""
