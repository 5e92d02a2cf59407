"""What staff do in the chat: each act is previewed, confirmed, audited and reversible."""
