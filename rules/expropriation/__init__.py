"""Expropriation, lov om boligforhold chapter 6 (PRV-04, ALM-32)."""
