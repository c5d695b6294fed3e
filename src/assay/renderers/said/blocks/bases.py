"""The bases beside the candidate: differences, slices, and what each fixed or broke; as sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assay.core.comparison import Change, Comparison
from assay.core.difference import Difference
from assay.core.estimate import Estimate
from assay.renderers.said.block import Block, Table
from assay.renderers.said.figures import NOTHING, decimals, figure, interval, probability, signed
from assay.renderers.said.safety import Quoted
from assay.renderers.said.view import View
from assay.text.normalise import shortened

CHANGES = 12  # of each kind that are listed
BRIEF = 6
_TEXT = 60  # characters of an output in a table


def blocks(view: View) -> list[Block]:
    """All of them, in the order they are read."""
    return [block for one in view.report.comparisons for block in _against(view, one)]


def _against(view: View, comparison: Comparison) -> Iterator[Block]:
    words, base = view.words, base_name(view, comparison)
    yield Block(
        "comparison",
        words("renderers.against", base=base),
        (words.of(comparison.effect), *_pairing(view, comparison)),
        *(_differences(view, comparison) if comparison.differences else ()),
    )
    if comparison.slices:
        from assay.renderers.said.blocks.slices import slices  # few comparisons have any

        yield slices(view, comparison)
    yield from _changes(view, comparison, base)


def base_name(view: View, comparison: Comparison) -> str:
    """The base by its file's own name."""
    return Quoted(comparison.name) if comparison.name else view.words("renderers.the-base")


def _pairing(view: View, comparison: Comparison) -> Iterator[str]:
    words, pairing = view.words, comparison.pairing
    yield words.of(pairing.how)
    if any(pairing.alone):
        yield words("renderers.unpaired", n=len(pairing), ours=pairing.alone[0], theirs=pairing.alone[1])
    if pairing.other_references:
        yield words("renderers.other-references", n=pairing.other_references)
    if comparison.runs != (1, 1):
        yield words("renderers.runs-compared", ours=comparison.runs[0], theirs=comparison.runs[1])
    missing = {name: why for name, why in comparison.not_compared.items() if name not in view.report.not_measured}
    for name, why in missing.items():
        yield f"{name}: {words.of(why)}"


def _differences(view: View, comparison: Comparison) -> tuple[Table, Table]:
    """With p, and without it for where there is little room: the outcome stands beside it."""
    words, p = view.words, 5
    head = ("metric", "base", "candidate", "difference", "interval", "p", "outcome")
    heads = tuple(words(f"renderers.{name}") for name in head)
    rows = tuple(difference_cells(view, one) for one in comparison.differences.values())
    brief = tuple((*row[:p], *row[p + 1 :]) for row in (heads, *rows))
    return Table(heads, rows, frozenset({1, 2, 3, 4, 5})), Table(brief[0], brief[1:], frozenset({1, 2, 3, 4}))


def difference_cells(view: View, one: Difference) -> tuple[str, ...]:
    """Metric, base, candidate, difference, interval, p, outcome."""
    places = places_of(one)
    return (
        _title(view, one),
        figure(one.base, places),
        figure(one.candidate, places),
        signed(one.value, places),
        interval(one.low, one.high, places),
        probability(one.p).removeprefix("p\u00a0=\u00a0").removeprefix("p\u00a0"),
        view.words(f"renderers.{_outcome(one)}"),
    )


def _outcome(one: Difference) -> str:
    if one.better:
        return "is-better"
    return "is-worse" if one.gain is not None and one.gain[1] < 0 else "is-open"


def _title(view: View, one: Difference) -> str:
    known = view.report.estimates.get(one.metric)
    label = None if known is None else known.label
    alone = Estimate(one.metric, None, None, None, 0, "", label=label, title=one.title)
    arrow = " ↓" if one.higher_is_better is False else ""
    return view.words.heading(alone) + arrow


def places_of(one: Difference) -> int:
    """Decimals of a difference: those of its metric."""
    return decimals(Estimate(one.metric, one.candidate, None, None, 0, "", range=one.range))


def _changes(view: View, comparison: Comparison, base: str) -> Iterator[Block]:
    changes, words = comparison.changes, view.words
    if changes is None or not (changes.fixed or changes.broken):
        return
    whole = comparison.differences[changes.metric]
    for name, n, listed in (("broken", changes.n_broken, changes.broken), ("fixed", changes.n_fixed, changes.fixed)):
        if listed:
            shown = listed[:CHANGES]
            values = {"n": n, "metric": words.of(whole.title) or whole.metric}
            sentences = [words(f"renderers.changes-{'all' if n == len(shown) else 'more'}", **values)]
            if comparison.runs != (1, 1):
                sentences.append(words("renderers.changes-of-first-runs"))
            title = words(f"renderers.{name}", base=base)
            yield Block(name, title, tuple(sentences), _changed(view, shown, whole), _briefly(view, shown, whole))


def _changed(view: View, listed: Sequence[Change], whole: Difference) -> Table:
    """The values of each are shown where they say more than that it is right or wrong."""
    words, places = view.words, places_of(whole)
    tells = any(value not in {0.0, 1.0} for one in listed for value in (one.base, one.candidate))
    rows = tuple(
        (
            Quoted(one.id),
            _text(one.reference),
            _text(one.said_before),
            _text(one.says),
            *([f"{figure(one.base, places)} → {figure(one.candidate, places)}"] if tells else []),
        )
        for one in listed
    )
    head = ("id", "reference", "said-before", "says-now", *(["value"] if tells else []))
    return Table(tuple(words(f"renderers.{name}") for name in head), rows, frozenset())


def _briefly(view: View, listed: Sequence[Change], whole: Difference) -> Table:
    """A few of them: of labels what was said, of texts how good it was."""
    table = _changed(view, listed[:BRIEF], whole)
    if len(table.head) == 4:
        return table
    return Table((table.head[0], table.head[4]), tuple((row[0], row[4]) for row in table.rows))


def _text(text: str | None) -> str:
    return NOTHING if text is None else Quoted(shortened(text, _TEXT))
