"""Test prompts of another length or language than those of training."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from assay.checks.base import SURE, Case, Looked, Share, share
from assay.core.finding import Finding
from assay.core.messages import Text, say
from assay.frozen import frozen
from assay.stats.proportions import mid_p

if TYPE_CHECKING:
    from assay.core.training_data import Texts

USUAL = 0.99  # of the training prompts lie in the range of lengths that counts as known
FAR = 1.5  # times shorter or longer than that range is another kind of prompt
NOTED, MANY = 0.1, 0.5  # of the test prompts outside it
FEWEST_TRAINED = 100  # prompts: fewer do not say what is usual
FEWEST_TOLD = 20  # prompts of either side whose language can be told
RARE, COMMON = 0.01, 0.05  # of the training prompts at most, and of the test prompts at least, in one language


@frozen
class _Shift:
    what: Text
    rate: Share
    evidence: dict[str, float | int | str | None]


class TrainTestShift:
    """The prompts of the test are not like those of training: longer or shorter than these, or in a language that
    training hardly has. The score then says how the model does on what it was not made for.

    Decided for lengths by the range in which 99 % of the training prompts lie: with 99 % confidence more than a tenth
    of the test prompts are 1.5 times shorter or longer than that. For languages: with 99 % confidence more than 5 % of
    the test prompts are in one that less than 1 % of the training prompts have. A note; a warning where it is more than
    half of the test prompts.

    Ignore it where the model is to be used on such prompts, or the two files wrap the same prompts differently.
    """

    code: ClassVar[str] = "train-test-shift"

    def look(self, case: Case) -> Looked:
        """From how the prompts look on both sides."""
        training = case.training
        if training is None:
            return say("findings.needs-train")
        if training.trained is None or training.tested is None:
            return say("findings.needs-prompts")
        shifts = [*_of_length(training.trained, training.tested), *_of_languages(training.trained, training.tested)]
        if not shifts:
            return None
        worst = max(shifts, key=lambda one: one.rate.low)
        return Finding(
            self.code,
            "warning" if worst.rate.low > MANY else "note",
            say("findings.train-test-shift-title"),
            say("findings.train-test-shift-message", shifts=[one.what for one in shifts]),
            worst.evidence | worst.rate.evidence,
            actions=(say("findings.train-test-shift-train"), say("findings.train-test-shift-test")),
        )


def _of_length(trained: Texts, tested: Texts) -> list[_Shift]:
    if len(trained.lengths) < FEWEST_TRAINED or not len(tested.lengths):
        return []
    tail = (1 - USUAL) / 2
    last = len(trained.lengths) - 1
    low, high = int(trained.lengths[int(tail * last)]), int(trained.lengths[last - int(tail * last)])
    k = int(((tested.lengths * FAR < low) | (tested.lengths > FAR * high)).sum())
    rate = share(k, len(tested.lengths))
    if rate.low <= NOTED:
        return []
    middle = [float(np.median(side.lengths)) for side in (trained, tested)]
    shown = {"low": str(low), "high": str(high), "trained": f"{middle[0]:.0f}", "tested": f"{middle[1]:.0f}"}
    what = say("findings.train-test-shift-length", k=k, n=len(tested.lengths), **shown)
    return [_Shift(what, rate, {"median_trained": middle[0], "median_tested": middle[1]})]


def _of_languages(trained: Texts, tested: Texts) -> list[_Shift]:
    n, m = sum(tested.languages.values()), sum(trained.languages.values())
    if min(n, m) < FEWEST_TOLD:
        return []
    found: list[_Shift] = []
    for language, k in tested.languages.items():
        known = trained.languages.get(language, 0)
        rate = share(k, n)
        if rate.low > COMMON and known / m < RARE and mid_p(known, m, SURE)[1] < rate.low:
            what = say("findings.train-test-shift-language", language=language, k=k, n=n, known=known, m=m)
            found.append(_Shift(what, rate, {"language": language}))
    return found
