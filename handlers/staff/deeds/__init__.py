"""What staff did, in words: for /jejak and its export."""
