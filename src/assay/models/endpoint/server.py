"""One server among those that serve a model: how busy it may be kept, and whether it is well."""

from __future__ import annotations

import random

from assay.frozen import frozen
from assay.models.endpoint.concurrency import Concurrency
from assay.models.endpoint.failure import PassingError
from assay.models.endpoint.line import Line

_IN_A_ROW = 3  # failures, before a server rests that still answers


@frozen
class Pauses:
    """Waits in seconds that double from `first` to `longest`, each drawn from its upper half: those who failed together
    do not come back together.
    """

    first: float
    longest: float

    def after(self, failures: int) -> float:
        """The wait after so many failures in a row."""
        most = min(self.longest, self.first * 2.0 ** min(failures - 1, 30))
        return most * random.uniform(0.5, 1.0)  # noqa: S311 - no cryptography


class Server:
    """A `line`, how many questions are on it, and how fast it answers. It rests after failures, and is asked nothing
    until `rests_until`. All times are seconds of one clock.
    """

    def __init__(self, line: Line, concurrency: Concurrency, pauses: Pauses) -> None:
        self.line, self.concurrency = line, concurrency
        self.asked = 0
        self.rests_until = float("-inf")
        self._seconds = 0.0
        self._pauses = pauses
        self._failures, self._failed = 0, float("-inf")

    def free(self, now: float) -> bool:
        """Whether it may be asked one more."""
        return self.asked < self.concurrency.limit and now >= self.rests_until

    @property
    def wait(self) -> float:
        """About how long one more question would take, in seconds."""
        return (self.asked + 1) * self._seconds

    def answered(self, asked: float, now: float) -> None:
        """A question asked at `asked` was answered."""
        seconds = now - asked
        self._seconds = 0.9 * self._seconds + 0.1 * seconds if self._seconds else seconds
        self._failures = 0
        self.concurrency.answered(asked, now, self.asked)

    def failed(self, failure: PassingError, asked: float, now: float) -> None:
        """A question asked at `asked` was not. What fails at once counts once."""
        if failure.full:
            self.concurrency.overfull(asked, now)
        if asked >= self._failed:
            self._failures, self._failed = self._failures + 1, now
            if failure.gone or self._failures >= _IN_A_ROW:
                self._rest(now + self._pauses.after(self._failures))
        self._rest(now + failure.after)

    def _rest(self, until: float) -> None:
        self.rests_until = max(self.rests_until, until)
