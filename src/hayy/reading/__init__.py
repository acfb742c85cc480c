"""Reads what a text claims about control of the places found in it."""
