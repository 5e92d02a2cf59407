"""Who asked to be told of what, and on which days."""
