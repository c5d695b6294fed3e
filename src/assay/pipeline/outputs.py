"""Whether two models said the same."""

from __future__ import annotations

from assay.core.examples import Examples


def same_outputs(one: Examples, other: Examples) -> bool:
    """Whether both answered every example alike: one model's file given twice, as a rule."""
    return _outputs(one) == _outputs(other)


def _outputs(examples: Examples) -> object:
    if examples.predictions is not None:
        return list(examples.predictions.texts)
    if examples.prediction_sets is not None:
        return examples.prediction_sets
    if examples.likelihoods is not None:
        return examples.likelihoods.nll.tolist()
    return None if examples.probabilities is None else examples.probabilities.matrix.tolist()
