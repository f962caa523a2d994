"""The door for payment messages of a ``Screener``: one message, or many as they come."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from screening.payments import Damaged, Message
from screening.screen._answer import PaymentAnswer
from screening.screen._payment import Matcher, Numbered, answer_of, answers, message_of
from screening.screen._threads import in_order, processors

MESSAGES = 100
"""Messages screened in one step, by one thread; the outcome does not depend on it."""


class PaymentDoor(ABC):
    """What a ``Screener`` offers for payment messages."""

    def check_payment(
        self,
        message: Message | bytes | str,
        *,
        threshold: float | None = None,
        today: dt.date | None = None,
        clock: Callable[[], float] | None = None,
    ) -> PaymentAnswer:
        """Screen one payment message, each field against what it can hold.

        Args:
            message: as ``screening.payments.read`` yields it, or the bytes or text of one message.
            threshold: 50-100, instead of all thresholds of the policy; None for the policy's.
            today: as for ``check``; also the day on which a measure on a place must hold.
            clock: tells seconds (``time.perf_counter``), for ``took``.

        Raises:
            InputError: the message cannot be read.
            UsageError: there are several, or a threshold out of range.
        """
        started = clock() if clock else 0.0
        answer = answer_of(message_of(message), self._matcher(threshold, today))
        return replace(answer, took=clock() - started) if clock else answer

    def check_payments(
        self,
        messages: Iterable[Message | Damaged],
        *,
        threshold: float | None = None,
        threads: int | None = None,
        today: dt.date | None = None,
    ) -> Iterator[PaymentAnswer | Damaged]:
        """Screen messages as they come, as ``check_payment`` does; their hits have the number of the message as row.

        Args:
            messages: a damaged one comes back as it is, so of n messages come n answers, in their order.
            threshold: as for ``check_payment``.
            threads: as for ``run``; messages are read a few hundred ahead of the answers.
            today: as for ``check_payment``.

        Raises:
            UsageError: a threshold out of range.
        """
        work = partial(answers, matcher=self._matcher(threshold, today))
        for each in in_order(work, _steps(messages), processors() if threads is None else threads):
            yield from each

    @abstractmethod
    def _matcher(self, threshold: float | None, today: dt.date | None) -> Matcher:
        """What the screener does for messages."""


def _steps(messages: Iterable[Message | Damaged]) -> Iterator[list[Numbered]]:
    """Messages with their numbers, from 1, some at a time."""
    numbered = enumerate(messages, 1)
    while step := list(islice(numbered, MESSAGES)):
        yield step
