"""The numbers of the scoring that a person chose. docs/decisions/0011-matching.md tells how."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Weights:
    """How much each kind of sign counts, against a word that matches exactly (1.0)."""

    concept: float = 1.2
    """A thing that a word stands for, whichever word was used."""
    phrase_concept: float = 1.44
    """A thing that is said in several words."""
    pair: float = 0.5
    """Two things in one question."""
    most_paired: int = 14
    """A story with more things than this says too much for pairs to mean anything."""
    part: float = 0.6
    """A part of a compound word."""
    letters: float = 0.4
    """Four letters in a row: what is left of a word in another form of it."""
    slip: float = 0.85
    """A word that matches but for one letter; two letters: squared."""

    phrases: float = 10.0
    """The likeness to phrasings (0 to 1), against the evidence of single signs."""
    nearest: int = 6
    """How many of a topic's phrasings count."""
    nearest_share: float = 0.75
    """The share of their mean; the rest is the best one's."""

    smoothing: float = 20.0
    """How often a sign is imagined in every topic before it is counted."""

    title: float = 1.0
    heading: float = 0.7
    summary: float = 0.5
    body: float = 0.08
    """What the text of the page counts as evidence, against a phrasing."""

    follow_up: float = 0.6
    """What the subject before counts, against the best score of a message that goes on with it."""
    bare_follow_up: float = 1.2
    """The same where the message itself names nothing ("and how long?")."""
    short_follow_up: float = 0.3
    """The same for a few words that do not say that they go on."""


WEIGHTS = Weights()
