"""The outbox at work: what is sent to many, copy by copy."""
