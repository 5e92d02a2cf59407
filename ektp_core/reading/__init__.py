"""What a text says, knowing no board: days, births, numbers and names as people write them."""
