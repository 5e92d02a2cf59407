"""Looking after a running bot."""
