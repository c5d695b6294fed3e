"""Classification, generation or language modelling: which, why in one sentence, and how sure."""

from __future__ import annotations

import numpy as np

from assay.core.examples import Examples
from assay.core.messages import Text, say
from assay.core.task import Family
from assay.frozen import frozen
from assay.tasks.base import TaskOptions
from assay.tasks.gold import Gold, gold_of
from assay.tasks.label_set import is_closed_set, statement_of
from assay.tasks.multilabel import holds_label_sets
from assay.tasks.samples import sample
from assay.text.labels import is_list
from assay.text.normalise import bare

_MOST_LABELS = 2000
_LONGEST_LABEL = 60  # characters
_MOST_WORDS = 6
_MOST_HAN = 16
_OFTEN = 5  # examples a label, on average, from which on labels are the plain reading
_SELDOM = 2
_RARE_SHARE = 0.25  # of labels that occur once: few among classes, many among answers
_MOST_NUMBERS = 20
_PAIRS_READ = 2000


@frozen
class Reading:
    """One way to take the examples. `doubt` is set where another is possible and says how to ask for it."""

    family: Family
    why: Text
    doubt: Text | None = None
    multilabel: bool = False


def said_by_user(examples: Examples, options: TaskOptions) -> Reading | None:
    """The reading that the options name; None where they leave it open."""
    multilabel = examples.prediction_sets is not None or _is_written_as_lists(examples)
    if options.family != "auto":
        is_labels = options.family == "classification"
        return Reading(options.family, say("tasks.why-said"), multilabel=is_labels and multilabel)
    if options.labels:
        return Reading("classification", say("tasks.why-labels-given"), multilabel=multilabel)
    return None


def reading_of(examples: Examples) -> Reading:
    """The reading that the examples suggest."""
    said_nothing = examples.predictions is None and examples.prediction_sets is None
    if said_nothing and examples.likelihoods is not None:
        return Reading("lm", say("tasks.why-likelihoods"))
    if not examples.references:
        return Reading("generation", say("tasks.why-no-references"))
    if examples.prediction_sets is not None or _is_written_as_lists(examples):
        return Reading("classification", say("tasks.why-label-sets"), multilabel=True)
    if said_nothing and examples.probabilities is not None:
        return Reading("classification", say("tasks.why-probabilities"))
    return _by_references(examples)


def _by_references(examples: Examples) -> Reading:
    values = examples.references[0].values
    longest = max((len(value.strip()) for value in values), default=0)
    if len(examples.references) > 1:
        return Reading("generation", say("tasks.why-several-references", n=len(examples.references)))
    if holds_label_sets(examples):
        return Reading(
            "classification", say("tasks.why-listed-labels"), say("tasks.doubt-listed-labels"), multilabel=True
        )
    if len(values) > _MOST_LABELS or not all(map(_could_be_label, values)):
        return Reading("generation", say("tasks.why-texts", n=len(values), longest=longest))
    return _of_short_references(examples, gold_of(examples))


def _could_be_label(value: str) -> bool:
    text = value.strip()
    han = sum("\u3400" <= character <= "\u9fff" for character in text)
    return len(text) <= _LONGEST_LABEL and len(text.split()) <= _MOST_WORDS and han <= _MOST_HAN and "\n" not in text


def _of_short_references(examples: Examples, gold: Gold) -> Reading:
    facts = {"n": len(gold.labels), "rows": gold.total, "labels": gold.labels[:8]}
    stated = statement_of(examples, gold)
    if stated.labels and gold.forms <= set(map(bare, stated.labels)):
        return Reading("classification", say("tasks.why-stated", n=len(stated.labels), labels=stated.labels[:8]))
    if is_closed_set(gold.forms):
        return Reading("classification", say("tasks.why-closed", **facts))
    if len(gold.labels) > _MOST_NUMBERS and all(map(_is_number, gold.forms)):
        return Reading("generation", say("tasks.why-numbers", **facts), say("tasks.doubt-labels"))
    return _by_repetition(examples, gold, facts)


def _by_repetition(examples: Examples, gold: Gold, facts: dict[str, object]) -> Reading:
    often = gold.total / max(1, len(gold.labels))
    rare = sum(count == 1 for count in gold.counts.values()) / max(1, len(gold.labels))
    plain = often >= _OFTEN and rare <= _RARE_SHARE and len(gold.labels) > 1
    if plain:
        return Reading("classification", say("tasks.why-few", **facts))
    stays = _share_of_errors_among(examples, gold)
    if often >= _SELDOM and (stays is None or stays >= 0.5):
        return Reading("classification", say("tasks.why-few", **facts), say("tasks.doubt-texts"))
    if stays is not None and stays >= 0.5 and often > 1:
        return Reading("classification", say("tasks.why-errors-are-labels", **facts), say("tasks.doubt-texts"))
    return Reading("generation", say("tasks.why-varied", **facts), say("tasks.doubt-labels"))


def _share_of_errors_among(examples: Examples, gold: Gold) -> float | None:
    """Of the outputs that are wrong, the share that is some other example's reference: most are where the references
    are labels, few where they are answers. None where no output is wrong.
    """
    if examples.predictions is None:
        return None
    first = np.arange(min(_PAIRS_READ, len(examples)))
    said, right = (map(_bare, column.take(first)) for column in (examples.predictions, examples.references[0]))
    wrong = [one for one, other in zip(said, right, strict=True) if one != other]
    return sum(one in gold.forms for one in wrong) / len(wrong) if wrong else None


def _bare(text: str | None) -> str:
    return bare(text or "")


def _is_number(form: str) -> bool:
    return form.replace(".", "", 1).replace(",", "").lstrip("+-").isdigit()


def _is_written_as_lists(examples: Examples) -> bool:
    """Whether the only references are lists written out, such as `["sport", "money"]`."""
    if len(examples.references) != 1:
        return False
    texts = sample(examples.references[0], 50)
    return bool(texts) and all(map(is_list, texts))
