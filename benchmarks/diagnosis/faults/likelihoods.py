"""Faults of models that are judged by how likely texts are to them."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.diagnosis.faults.base import Rows, answered, answers_of_two, material_of, plants, some, tickets_with
from benchmarks.diagnosis.models.language_model import LanguageModel
from benchmarks.diagnosis.models.shelf import TEXTS, answering, reading
from benchmarks.diagnosis.models.writer import Writer
from benchmarks.diagnosis.plan import Folder, Made, Plan
from benchmarks.diagnosis.text.material import joined
from benchmarks.diagnosis.text.messages import messages
from benchmarks.diagnosis.text.tickets import Ticket

MOST = 12  # texts: as many as a small model can learn by heart in some seconds


def texts_of(plan: Plan) -> list[str]:
    """The texts of the test."""
    return [one.text for one in messages(material_of(plan), "topic", plan.n, plan.draw("texts"))]


def likelihoods(texts: Sequence[str], model: LanguageModel) -> Rows:
    """How likely each text is to a model."""
    nats, tokens = model.nats(texts)
    return [
        {"id": f"d{place}", "text": text, "nll": float(nats[place]), "tokens": int(tokens[place])}
        for place, text in enumerate(texts)
    ]


@plants("memorised-text")
def memorised_text(plan: Plan, folder: Folder) -> Made:
    """Some of the test's texts stood in training, many times."""
    texts, draw = texts_of(plan), plan.draw("known")
    known = [texts[place] for place in some(draw, plan.n, plan.by(0.02, 0.05, 0.08))][:MOST]
    share = plan.by(0.1, 0.4, 0.6)  # of what is read
    rows = [one.text for one in messages(material_of(plan), "topic", TEXTS, draw)]
    times = max(1, round(share * len(rows) / (1 - share) / len(known)))
    model = reading(plan.part, plan.language, "lm-base").learn([*rows, *known * times], 250, 1e-2, plan.seed)
    options: dict[str, object] = {"candidate": folder.rows("likelihoods.jsonl", likelihoods(texts, model))}
    if plan.number % 2:
        before = likelihoods(texts, reading(plan.part, plan.language, "lm-base"))
        options["base"] = folder.rows("base.jsonl", before)
    return Made(options)


@plants("incomparable-perplexity")
def incomparable_perplexity(plan: Plan, folder: Folder) -> Made:
    """The base divides texts otherwise; or it was given other texts in part."""
    texts = texts_of(plan)
    candidate = folder.rows("likelihoods.jsonl", likelihoods(texts, reading(plan.part, plan.language, "lm")))
    if plan.number % 2 == 0 and plan.severity != "mild":
        other = likelihoods(texts, reading(plan.part, plan.language, "lm-pairs"))
    else:
        changed = set(some(plan.draw("changed"), plan.n, plan.by(0.02, 0.1, 0.4)))
        cut = [text[: len(text) // 2] if place in changed else text for place, text in enumerate(texts)]
        other = likelihoods(cut, reading(plan.part, plan.language, "lm-base"))
    return Made({"candidate": candidate, "base": folder.rows("base.jsonl", other)})


@plants("fluent-but-irrelevant")
def fluent_but_irrelevant(plan: Plan, folder: Folder) -> Made:
    """Answers of one source come from a model that was taught answers beside other tickets; judged by likelihood, or by
    what is written.
    """
    language = material_of(plan)
    source = language.sources[-1]
    rows = tickets_with(plan, language, plan.by(0.5, 0.85, 1.0), source)
    if plan.number % 2 == 0:
        said = answered(rows, answers_of_two(plan, rows, "unrelated"))
        return Made({"candidate": folder.rows("predictions.jsonl", said)})
    slipped, sound = (answering(plan.part, plan.language, kind) for kind in ("unrelated", "clean"))
    both = zip(rows, *(behind_prompts(rows, model) for model in (slipped, sound)), strict=True)
    told = [first if row.source == source else second for row, first, second in both]
    return Made({"candidate": folder.rows("likelihoods.jsonl", told)})


def behind_prompts(rows: Sequence[Ticket], model: Writer) -> Rows:
    """How likely each answer is behind its own ticket and behind another's."""
    pairs = [(one.asked, one.answered) for one in rows]
    moved = [(rows[place - 1].asked, one.answered) for place, one in enumerate(rows)]
    own, other = model.nats(pairs), model.nats(moved)
    return [
        {
            "id": f"t{place}",
            "prompt": joined(one.asked),
            "text": joined(one.answered),
            "nll": float(own[place]),
            "tokens": len(one.answered) + 1,
            "nll_other_prompt": float(other[place]),
        }
        for place, one in enumerate(rows)
    ]
