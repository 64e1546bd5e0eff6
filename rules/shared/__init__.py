"""Conditions that several acts share: how one lives, the home offered, the notice."""
