"""/permintaan: what schools ask, and what the office decides."""
