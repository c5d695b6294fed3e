"""How many questions a server is asked at once: more while that brings more answers, fewer when it has too many."""

from __future__ import annotations

FIRST = 8
MOST = 512  # more sockets than many machines let a process open
_LEAST, _LEAST_PROBED = 8, 64  # answers, for a rate to mean something
_GROWTH, _PROBING = 2.0, 1.5
# Where doubling brought less than a quarter more, all there is to gain is had with a quarter more.
_WORTHWHILE, _PROBE_WORTHWHILE, _SETTLED = 1.25, 1.1, 1.25
_REST, _LONGEST_REST = 8, 64  # rounds between two trials of more


class Concurrency:
    """The `limit` follows the rate of answers, measured round by round; a round begins when the first answer to a
    question that was asked under the limit is there. `fixed` is a limit that stays. All times are seconds of one clock.

    The rate and not the time of an answer is what counts: a server that batches answers each question slower, yet all
    of them sooner.
    """

    def __init__(self, fixed: int | None = None) -> None:
        self._fixed = fixed is not None
        self.limit = FIRST if fixed is None else fixed
        self._factor, self._before = _GROWTH, self.limit
        self._best: float | None = None
        self._growing, self._rounds, self._rest = True, 0, _REST
        self._regained: int | None = None
        self._shrunk, self._clean = float("-inf"), True
        self._since, self._count, self._most = float("-inf"), 0, 0
        self._from: float | None = None

    def answered(self, asked: float, now: float, at_once: int) -> None:
        """A question asked at `asked` was answered, one of so many that were on their way `at_once`."""
        self._clean = True
        self._most = max(self._most, at_once)
        if self._fixed:
            return
        if self._from is None:
            self._from = now if asked >= self._since else None
            return
        self._count += 1
        if self._count < self._enough():
            return
        if self._most < 0.9 * self.limit:  # so few were asked: the rate says nothing about the limit
            self._begin(now)
        else:
            self._judge(self._count / max(now - self._from, 1e-9), now)

    def overfull(self, asked: float, now: float) -> None:
        """The server had too much to do for a question; those asked before the limit last shrank count once."""
        if self._fixed or asked < self._shrunk:
            return
        if self._clean:
            self._regained = max(1, int(self.limit * 0.85))
        self._clean, self._shrunk = False, now
        self._set(self.limit // 2, now)

    def _enough(self) -> int:
        """How many answers make a round. A trial of more needs many: by chance alone a few may come fast."""
        if self._regained is not None:
            return self.limit
        if self._growing and self._factor == _PROBING:
            return max(4 * self.limit, _LEAST_PROBED)
        return max(self.limit if self._growing else 2 * self.limit, _LEAST)

    def _begin(self, now: float) -> None:
        self._since, self._count, self._most, self._from = now, 0, 0, None

    def _set(self, limit: float, now: float) -> None:
        self.limit = max(1, min(int(limit), MOST))
        self._begin(now)

    def _judge(self, rate: float, now: float) -> None:
        if self._regained is not None:
            self._regain(now)
        elif self._growing:
            self._grow_or_settle(rate, now)
        else:
            self._watch(rate, now)

    def _regain(self, now: float) -> None:
        """Back to a little below where the server had too much to do, without proof that it helps."""
        if self._regained is not None and self.limit < self._regained:
            self._set(min(self.limit * _PROBING + 1, self._regained), now)
        else:
            self._regained, self._growing, self._rounds = None, False, 0
            self._begin(now)

    def _grow_or_settle(self, rate: float, now: float) -> None:
        worthwhile = _WORTHWHILE if self._factor == _GROWTH else _PROBE_WORTHWHILE
        if self._best is None or rate > self._best * worthwhile:
            self._best, self._before, self._rest = rate, self.limit, _REST
            self._factor = _GROWTH
            self._set(self.limit * self._factor, now)
            return
        self._growing, self._rounds = False, 0
        self._set(self._before * (_SETTLED if self._factor == _GROWTH else 1), now)

    def _watch(self, rate: float, now: float) -> None:
        self._rounds += 1
        self._begin(now)
        if self._rounds >= self._rest:
            self._rest = min(self._rest * 2, _LONGEST_REST)
            self._growing, self._best, self._before, self._factor = True, rate, self.limit, _PROBING
            self._set(self.limit * _PROBING + 1, now)
