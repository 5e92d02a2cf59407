"""What a civil-registry office knows about early recording: pure rules over an immutable board, no Telegram."""
