"""Lejeloven: part C of the rules (PRV-*), private rentals where no decision of the municipality."""
