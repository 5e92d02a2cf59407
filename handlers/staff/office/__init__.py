"""/kantor: what the office says of itself."""
