"""What a user's function measures, with statistics like any metric."""

from __future__ import annotations

import math
from typing import ClassVar, cast

import numpy as np

from assay.core.arrays import Array
from assay.core.errors import InputError, UndefinedValue
from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.scores import Measured, Scores
from assay.core.task import Family, Task
from assay.metrics.generation.texts import mean_of_texts, missing_texts, predicted, references_of_each
from assay.metrics.user_function import UserFunction, is_number


class UserMetric:
    """What a user's function measures: the mean of its values over examples; or, where it returns one number for all
    texts together, that number, which is resampled.
    """

    name: ClassVar[str]
    families: ClassVar[tuple[Family, ...]] = ("classification", "generation")
    default: ClassVar[bool] = False
    per_class: ClassVar[bool] = False
    function: ClassVar[UserFunction]
    signature: ClassVar[str]

    def lacks(self, examples: Examples, task: Task) -> Text | None:
        """Whether there is no column for one of the function's parameters."""
        arguments = {argument.removesuffix("s") for argument in self.function.arguments}
        if "prompt" in arguments and examples.prompts is None:
            return say("overlap.no-prompts")
        if "reference" in arguments:
            return missing_texts(examples)
        return say("overlap.no-predictions") if examples.predictions is None else None

    def measure(self, examples: Examples, task: Task) -> Measured:
        """A row (value, 1) an example; or the examples' numbers, with `weighted`, for one number of all texts.

        Raises InputError where the function fails or returns no number, UndefinedValue where it returns NaN.
        """
        columns = [_column(argument, self.function.of_all, examples) for argument in self.function.arguments]
        ids = [examples.id_of(row) for row in range(len(examples))]
        if not self.function.of_all:
            return self._mean(list(map(self._one, zip(*columns, strict=True), ids)), ids)
        returned = self.function.returned(columns)
        if is_number(returned):
            return self._of_all(columns, self.function.number(returned))
        return self._mean(self.function.numbers(returned, ids), ids)

    def _one(self, values: tuple[object, ...], example: str) -> float:
        """The value of one example: with the reference that suits best, where the function takes one of several."""
        if "reference" not in self.function.arguments:
            return self.function.number(self.function.returned(values, example), example)
        at = self.function.arguments.index("reference")
        calls = ([*values[:at], one, *values[at + 1 :]] for one in cast("list[str]", values[at]))
        numbers = [self.function.number(self.function.returned(call, example), example) for call in calls]
        return min(numbers) if self.function.higher_is_better is False else max(numbers)

    def _mean(self, values: list[float], ids: list[str]) -> Measured:
        undefined = [example for example, value in zip(ids, values, strict=True) if not math.isfinite(value)]
        if undefined:
            raise UndefinedValue("overlap.user-nan", name=self.name, n=len(undefined), example=undefined[0])
        return mean_of_texts(
            self.name,
            values,
            self.signature,
            bounds=(self.function.low, self.function.high),
            higher_is_better=self.function.higher_is_better,
        )

    def _of_all(self, columns: list[list[object]], value: float) -> Measured:
        if not math.isfinite(value):
            raise UndefinedValue("overlap.user-nan-of-all", name=self.name)
        n = len(columns[0])

        def of_drawn(times: Array) -> float:
            if (times == 1).all():
                return value
            rows = np.repeat(np.arange(n), times.astype(np.int64)).tolist()
            return _or_nan(self.function, [[column[row] for row in rows] for column in columns])

        def weighted(rows: Array, weights: Array) -> Array:
            return np.array([of_drawn(times) for times in weights])

        return Measured(
            self.name,
            Scores(("example",), np.arange(n, dtype=np.float64)[:, None]),
            None,
            "bootstrap",
            low=self.function.low,
            high=self.function.high,
            higher_is_better=self.function.higher_is_better,
            signature=self.signature,
            weighted=weighted,
        )


def _column(argument: str, of_all: bool, examples: Examples) -> list[object]:  # noqa: FBT001 - a property of the function
    """What a parameter takes of each example. One reference of several is a list until it is called."""
    if argument.startswith("prompt"):
        assert examples.prompts is not None  # noqa: S101 - `lacks` was asked first
        return [text or "" for text in examples.prompts.texts]
    if argument.startswith("prediction"):
        return list(predicted(examples))
    references = references_of_each(examples)
    return [of_one[0] for of_one in references] if of_all and len(examples.references) == 1 else list(references)


def _or_nan(function: UserFunction, columns: list[list[object]]) -> float:
    """The function on drawn examples; NaN where it has no value for them, which the bootstrap counts."""
    try:
        return function.number(function.returned(columns))
    except InputError:  # on all examples it has worked: the draw lacks what it needs
        return math.nan
