"""Visits that schools ask for."""
