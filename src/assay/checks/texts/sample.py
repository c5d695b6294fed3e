"""The texts that are looked at closely: some thousands are enough to tell a share, and cost the same for any n."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from assay.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from assay.checks.base import Case
    from assay.core.arrays import BoolArray
    from assay.core.columns import Column
    from assay.core.examples import Examples
    from assay.text.ngrams import Tokens

MOST = 2000


@frozen(eq=False)
class Sample:
    """Up to 2,000 examples in even steps: `rows` (m,) are their places, `predictions` and every column of `references`
    (m,) their texts, a missing one empty. Its tokens are numbered together.
    """

    rows: NDArray[np.int64]
    predictions: Sequence[str]
    references: Sequence[Sequence[str]]
    language: str | None

    def __len__(self) -> int:
        return len(self.rows)

    def marked(self, which: BoolArray, n: int) -> BoolArray:
        """(n,) those of all examples that `which` (m,) marks in the sample."""
        marked = np.zeros(n, np.bool_)
        marked[self.rows[which]] = True
        return marked

    @cached_property
    def tokens(self) -> tuple[Tokens, ...]:
        """Of the predictions, then of each column of references: Chinese by characters."""
        from assay.text.tokenisers import choose

        return self.divided(choose(self.predictions, [text for one in self.references for text in one], self.language))

    def divided(self, name: str) -> tuple[Tokens, ...]:
        """The same by the tokeniser of that name."""
        from assay.text.tokenisers import tokeniser

        columns, m = (self.predictions, *self.references), len(self)
        together = tokeniser(name).tokens([text for column in columns for text in column])
        return tuple(together.between(at * m, (at + 1) * m) for at in range(len(columns)))


def sample(case: Case) -> Sample:
    """The candidate's, made once for all checks."""
    return sample_of(case.examples, case.task.text_language)


def sample_of(examples: Examples, language: str | None) -> Sample:
    """The sample of examples with predictions."""

    def taken() -> Sample:
        n = len(examples)
        rows = np.arange(n) if n <= MOST else np.linspace(0, n - 1, MOST).astype(np.int64)
        predictions = () if examples.predictions is None else _taken(examples.predictions, rows)
        return Sample(rows, predictions, [_taken(column, rows) for column in examples.references], language)

    return examples.once(("sample of texts", language), taken)


def _taken(column: Column, rows: NDArray[np.int64]) -> list[str]:
    texts = column.texts
    if len(rows) == len(texts):
        return [text or "" for text in texts]
    return [texts[row] or "" for row in rows.tolist()]
