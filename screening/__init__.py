"""Sanctions screening: designation lists matched against counterparty names, each hit with its authority and reason."""

from screening.schema import Counterparty, Hit
from screening.score import compare
from screening.screen import Mention, PaymentAnswer, Screener
from screening.screen.crew import Crew

__version__ = "0.1.0"
__all__ = ["Counterparty", "Crew", "Hit", "Mention", "PaymentAnswer", "Screener", "compare"]
