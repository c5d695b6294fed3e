"""The people section of result.json."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import TYPE_CHECKING

from assay.core.difference import Difference
from assay.core.estimate import Estimate
from assay.core.messages import Text
from assay.core.report import Json

if TYPE_CHECKING:
    from assay.core.people import Agreement, Conduct, Correlations, Dimension, Further, Judge, People
    from assay.core.preferences import FirstShown, Preference

Number = Callable[[Estimate], dict[str, Json]]
Changed = Callable[[Difference], dict[str, Json]]
Sentence = Callable[[Text | None], str | None]


def people_result(found: People, number: Number, difference: Changed, text: Sentence) -> dict[str, Json]:
    """The section as plain values; the three write an estimate, a difference and a sentence."""
    return {
        "raters": len(found.raters),
        "items": found.items,
        "ratings": found.ratings,
        "joined_by": text(found.how),
        "notes": [text(note) for note in found.notes],
        "dimensions": {name: _dimension(one, number) for name, one in found.dimensions.items()},
        "agreement": {name: _agreement(one, number) for name, one in found.agreement.items()},
        "by_rater": [_conduct(one) for one in found.conduct],
        "metrics": [_correlations(one, number) for one in found.correlations],
        "judges": [_judge(one, number, text) for one in found.judges],
        "differences": [
            {"comparison": place, "dimensions": {name: difference(one) for name, one in by_dimension.items()}}
            for place, by_dimension in found.differences.items()
        ],
        "further": None if found.further is None else _further(found.further),
        "preferences": [_preference(one, number, text) for one in found.preferences],
    }


def _dimension(one: Dimension, number: Number) -> dict[str, Json]:
    return {
        **number(one.estimate),
        "scale": [one.scale.low, one.scale.high],
        "scale_stated": one.scale.stated,
        "ratings": one.ratings,
        "share_good": one.good,
        "any_raters": None if one.low is None else {"low": one.low, "high": one.high},
    }


def _agreement(one: Agreement, number: Number) -> dict[str, Json]:
    def maybe(estimate: Estimate | None) -> dict[str, Json] | None:
        return None if estimate is None else number(estimate)

    return {
        "krippendorff_alpha": number(one.alpha),
        "kind": one.kind,
        "within_one": maybe(one.within_one),
        "cohen_kappa": maybe(one.kappa),
        "icc": maybe(one.icc),
        "icc_mean": maybe(one.icc_mean),
        "informative": not one.uninformative,
    }


def _conduct(one: Conduct) -> dict[str, Json]:
    return {
        "rater": one.rater,
        "dimension": one.dimension,
        "ratings": one.ratings,
        "severity": one.severity,
        "se": one.se,
        "rest": one.rest,
        "mean_without": one.mean_without,
    }


def _correlations(one: Correlations, number: Number) -> dict[str, Json]:
    ceiling = one.ceiling
    return {
        "metric": one.metric,
        "dimension": one.dimension,
        "spearman": number(one.spearman),
        "pearson": number(one.pearson),
        "kendall": number(one.kendall),
        "ceiling": ceiling if ceiling is None or isfinite(ceiling) else None,
    }


def _further(one: Further) -> dict[str, Json]:
    return {"draw": list(one.drawn), "unrated": one.left, "discuss": list(one.apart)}


def _judge(one: Judge, number: Number, text: Sentence) -> dict[str, Json]:
    return {
        "judge": one.judge,
        "dimension": one.dimension,
        "examples": one.examples,
        "judged": one.judged,
        "bias": number(one.bias),
        "within_one": number(one.within_one),
        "spearman": number(one.spearman),
        "slope": one.slope,
        "together": None if one.together is None else number(one.together),
        "width_ratio": one.ratio,
        "why_not_together": text(one.why),
    }


def _preference(one: Preference, number: Number, text: Sentence) -> dict[str, Json]:
    return {
        "comparison": one.base,
        "dimension": one.dimension,
        "wins": one.wins,
        "ties": one.ties,
        "losses": one.losses,
        "prompts": one.prompts,
        "raters": one.raters,
        "win_rate": number(one.rate),
        "p": one.p,
        "first_position": None if one.first is None else _first(one.first, number),
        "krippendorff_alpha": None if one.alpha is None else number(one.alpha),
        "cohen_kappa": None if one.kappa is None else number(one.kappa),
        "joined_by": text(one.how),
        "notes": [text(note) for note in one.notes],
    }


def _first(one: FirstShown, number: Number) -> dict[str, Json]:
    return {
        "share": number(one.share),
        "p": one.p,
        "candidate_first": one.candidate_first,
        "balanced": one.balanced,
    }
