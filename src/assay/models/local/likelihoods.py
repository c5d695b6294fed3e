"""The likelihoods of texts, window by window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from assay.core.asking import Likelihood, Passage, Window
from assay.core.errors import InputError
from assay.models.local.prompts import Prompts
from assay.models.local.running import Runner
from assay.models.local.scoring import log_likelihoods
from assay.models.local.windows import window_length, windows


def likelihoods(
    runner: Runner, prompts: Prompts, passages: Sequence[Passage], window: Window, wanted: Collection[int]
) -> Iterator[tuple[int, Likelihood]]:
    """How likely the model finds each wanted text, once all its windows are scored."""
    length = window_length(window, runner.network.context)
    texts = prompts.scored(passages, bos=window.bos, eos=window.eos)
    cut = [(place, part) for place, text in enumerate(texts) for part in windows(text, length, window.stride)]
    chosen = frozenset(wanted)
    mine = [number for number, (place, _) in enumerate(cut) if place in chosen]
    left = Counter(cut[number][0] for number in mine)
    sums = dict.fromkeys(chosen, 0.0)
    yield from ((place, Likelihood(0.0, 0)) for place in sorted(chosen) if place not in left)

    def work(numbers: Sequence[int]) -> list[float]:
        return log_likelihoods(runner.network, [cut[number][1] for number in numbers])

    for number, found in runner.results([len(part.tokens) - 1 for _, part in cut], mine, work, "scored"):
        place, part = cut[number]
        if place not in chosen:
            continue
        if found is None:
            raise InputError("local.window-memory", id=passages[place].id, n=len(part.tokens))
        sums[place] -= found
        left[place] -= 1
        if not left[place]:
            yield place, Likelihood(sums[place], texts[place].count)
