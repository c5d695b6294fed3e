"""How often a test set has been looked at: the more often, the likelier that one of the answers is luck."""

from __future__ import annotations

from assay.frozen import frozen

FREE_LOOKS = 2
"""One more look is within the error that is promised; from the third on it is not."""


@frozen
class Looks:
    """A verdict is the `number`-th on the same examples by the same policy, each on another candidate; its candidate
    was `picked_from` so many by their results on these examples.
    """

    number: int = 1
    picked_from: int = 1

    @property
    def tests(self) -> int:
        """By how many the error is divided: 1 for the first two looks at candidates that were not picked here.

        A gate at its limit passes in 2.3, 4.6, 6.0 and 8.6 % of cases where it may pass at the first, any of two, three
        or five looks; the best of 5 or 20 checkpoints in 7.2 and 13.9 %.
        """
        looks = self.number - 1 + self.picked_from
        return looks if looks > FREE_LOOKS or self.picked_from > 1 else 1

    def level(self, asked: float) -> float:
        """The level of every interval, so that the error over all looks stays that of `asked`."""
        return 1.0 - (1.0 - asked) / self.tests
