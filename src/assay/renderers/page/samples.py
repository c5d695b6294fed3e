"""A few examples to read: the wrong ones, or the worst."""

from __future__ import annotations

from markupsafe import Markup

from assay.core.estimate import Estimate
from assay.core.examples import Examples
from assay.frozen import frozen
from assay.renderers.page.fragments import NOTHING, fill, html_section, joined, note
from assay.renderers.said.figures import decimals, figure
from assay.renderers.said.rows import Rows, prediction_of, references_of
from assay.renderers.said.view import View
from assay.text.normalise import without_special_tokens
from assay.text.patterns import pattern

SHOWN = 20
FOLDED_AT = 320
CUT_AT = 6000
PROMPT_END = 100
_USER_TURN = pattern(
    r"<\|im_start\|>user|<\|start_header_id\|>user<\|end_header_id\|>|<start_of_turn>user|<\|user\|>|\[INST\]"
)


@frozen
class Passage:
    """A text that may be long: `head` is shown at once, `whole` on request where it is more; `left_out` characters of
    it are not here at all.
    """

    head: str
    whole: str = ""
    left_out: int = 0


@frozen
class Sample:
    """One example. `label` is what the output was read as: None where outputs are not labels, "" where it names none.
    `score` is the value of the metric by which it was chosen.
    """

    id: str
    references: tuple[Passage, ...]
    prediction: Passage | None
    label: str | None
    prompt: Passage | None
    score: str


@frozen
class Samples:
    """Those chosen, a sentence that says how, and the metric of their scores."""

    chosen: tuple[Sample, ...]
    how: str
    metric: str


def samples(view: View) -> Markup:
    """The section of them; nothing where none is wrong."""
    found = samples_of(view)
    if found is None:
        return NOTHING
    each = joined(_sample(view, found, sample) for sample in found.chosen)
    style = "labels" if found.chosen[0].label is not None else ""
    content = fill("samples", how=found.how, style=style, samples=each)
    return html_section("samples", view.words("renderers.samples"), content)


def _sample(view: View, samples: Samples, one: Sample) -> Markup:
    words, sides = view.words, []
    if one.label is None:
        sides += [(words("renderers.reference"), reference) for reference in one.references]
    if one.prediction is not None:
        sides.append((words("renderers.output"), one.prediction))
    side = [fill("side-by-side", name=name, text=_long(view, passage)) for name, passage in sides]
    return fill(
        "sample",
        id=one.id,
        labels=None if one.label is None else _swap(view, one),
        score=fill("score", metric=samples.metric, score=one.score) if one.score else None,
        sides=fill("sides", sides=joined(side)) if side else None,
        prompt=one.prompt and _prompt(view, one.prompt),
    )


def _swap(view: View, one: Sample) -> Markup:
    reference = " / ".join(passage.head for passage in one.references)
    return fill("swap", reference=reference, label=one.label or view.words("renderers.no-label"))


def _prompt(view: View, prompt: Passage) -> Markup:
    left_out = _left_out(view, prompt)
    return fill("prompt", name=view.words("renderers.prompt"), head=prompt.head, whole=prompt.whole, left_out=left_out)


def _long(view: View, passage: Passage) -> Markup:
    if not passage.head:
        return fill("soft", text=view.words("renderers.empty"))
    if not passage.whole:
        return fill("words", text=passage.head)
    return fill("long", head=passage.head, whole=passage.whole, left_out=_left_out(view, passage))


def _left_out(view: View, passage: Passage) -> Markup:
    return note(view.words("renderers.left-out", n=passage.left_out) if passage.left_out else "")


def samples_of(view: View) -> Samples | None:
    """Up to SHOWN examples; None where none is wrong, or there are no rows to look at."""
    rows = view.rows
    worst = rows.worst(SHOWN)
    if rows.examples is None or not worst:
        return None
    chosen = tuple(_chosen(rows.examples, rows, row) for row in worst)
    metric = _judge_title(view, rows)
    if rows.codes is None:
        return Samples(chosen, view.words("renderers.samples-worst", shown=len(worst), metric=metric), metric)
    reference, predicted = rows.codes
    wrong = int((reference != predicted).sum())
    return Samples(chosen, view.words("renderers.samples-wrong", shown=len(worst), n=wrong), metric)


def passage(text: str) -> Passage:
    """`text`, folded where it is long."""
    if len(text) <= FOLDED_AT:
        return Passage(text)
    return Passage(text[: FOLDED_AT - 40].rstrip() + "…", text[:CUT_AT], max(0, len(text) - CUT_AT))


def _end_of(text: str) -> Passage:
    """The end of the user's turn is what tells prompts apart: instructions stand before it, only marks after it."""
    line = " ".join(without_special_tokens(_USER_TURN.split(text)[-1]).split())
    end = line if len(line) <= PROMPT_END else f"…{line[-PROMPT_END:]}"
    return Passage(end, text[:CUT_AT], max(0, len(text) - CUT_AT))


def _judge_title(view: View, rows: Rows) -> str:
    if rows.judge is None:
        return ""
    return view.words.of(rows.judge.measured.title) or rows.judge.measured.name


def _chosen(examples: Examples, rows: Rows, row: int) -> Sample:
    prediction = prediction_of(examples, row)
    prompt = None if examples.prompts is None else examples.prompts[row]
    labelled = rows.codes is not None
    label = rows.label(row) or "" if labelled else None
    shown = None if prediction is None or (label and prediction.strip() == label) else passage(prediction)
    return Sample(
        id=examples.id_of(row),
        references=tuple(passage(text.strip() if labelled else text) for text in references_of(examples, row)),
        prediction=shown,
        label=label,
        prompt=None if prompt is None else _end_of(prompt),
        score="" if labelled else _score(rows, row),
    )


def _score(rows: Rows, row: int) -> str:
    judge = rows.judge
    if judge is None:
        return ""
    value, measured = float(judge.values[row]), judge.measured
    alone = Estimate(measured.name, value, None, None, 1, "", range=(measured.low, measured.high))
    return figure(value, decimals(alone))
