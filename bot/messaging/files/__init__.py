"""Files that come with an answer."""
