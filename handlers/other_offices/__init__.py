"""What lies in another office's district, and whose it is."""
