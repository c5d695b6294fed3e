"""compare.json: a leaderboard as plain values, in the shape that compare.schema.json publishes."""

from __future__ import annotations

from itertools import combinations
from math import isfinite

from assay.core.estimate import Estimate
from assay.core.leaderboard import Entry, Leaderboard, PairDifference
from assay.core.people_by_system import PeopleBySystem, Standings, standing_of

SCHEMA = "assay.compare/1"


def leaderboard_result(found: Leaderboard, language: str) -> dict[str, object]:
    """The whole of it; sentences in `language`; a number that does not exist is None."""
    names = [entry.name for entry in found.entries]
    return {
        "schema": SCHEMA,
        "version": found.version,
        "command": list(found.command),
        "language": language,
        "seed": found.confidence.seed,
        "level": found.confidence.level,
        "task": {
            "family": found.task.family,
            "why": found.task.why.in_language(language),
            "labels": list(found.task.labels) or None,
            "positive": found.task.positive,
        },
        "n": found.n,
        "paired_by": found.paired_by.in_language(language),
        "primary": found.primary,
        "models": [_entry(entry, language) for entry in found.entries],
        "order": [names[place] for place in found.order],
        "best": list(found.leaders),
        "groups": [[names[place] for place in group] for group in found.groups],
        "pairs": [_pair(pair, names, language) for pair in found.pairs],
        "ranks": None
        if found.ranks is None
        else {name: [float(chance) for chance in row] for name, row in zip(names, found.ranks.tolist(), strict=True)},
        "trend": None
        if found.trend is None
        else {"slope": found.trend.slope, "low": found.trend.low, "high": found.trend.high, "p": found.trend.p},
        "not_measured": {name: why.in_language(language) for name, why in found.not_measured.items()},
        "people": None if found.people is None else _people(found.people, names, language),
    }


def _entry(entry: Entry, language: str) -> dict[str, object]:
    return {
        "name": entry.name,
        "path": entry.source.path,
        "sha256": entry.source.sha256,
        "format": entry.source.format,
        "unpaired": entry.alone,
        "metrics": {name: _estimate(one, language) for name, one in entry.estimates.items()},
    }


def _estimate(one: Estimate, language: str) -> dict[str, object]:
    return {
        "value": _number(one.value),
        "low": _number(one.low),
        "high": _number(one.high),
        "n": _number(one.n),
        "method": one.method,
        "signature": one.signature,
        "why": None if one.why is None else one.why.in_language(language),
    }


def _pair(pair: PairDifference, names: list[str], language: str) -> dict[str, object]:
    one = pair.difference
    return {
        "first": names[pair.first],
        "second": names[pair.second],
        "difference": _number(one.value),
        "low": _number(one.low),
        "high": _number(one.high),
        "p": _number(one.p),
        "p_adjusted": _number(one.p_adjusted),
        "real": pair.real,
        "method": one.method,
        "why": None if one.why is None else one.why.in_language(language),
    }


def _number(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) else float(value)


def _people(found: PeopleBySystem, names: list[str], language: str) -> dict[str, object]:
    return {
        "raters": found.raters,
        "items": found.items,
        "judgements": found.judgements,
        "notes": [note.in_language(language) for note in found.notes],
        "dimensions": {
            one.name: {
                "scale": list(one.scale.ends),
                "models": {
                    name: _estimate(mean, language)
                    for name, mean in zip(names, one.means, strict=True)
                    if mean is not None
                },
            }
            for one in found.dimensions.values()
        },
        "preferences": {one.name: _standings(one, names) for one in found.standings.values()},
        "orders": [
            {
                "metric": one.metric,
                "dimension": one.dimension,
                "models": one.systems,
                "spearman": _estimate(one.spearman, language),
                "kendall": _estimate(one.kendall, language),
                "p": _number(one.p),
            }
            for one in found.orders
        ],
    }


def _standings(one: Standings, names: list[str]) -> dict[str, object]:
    columns = (one.wins, one.ties, one.losses, one.strength, one.low, one.high)
    return {
        "prompts": one.prompts,
        "raters": one.raters,
        "tie": _number(one.tie),
        "models": {
            name: {
                "wins": int(wins),
                "ties": int(ties),
                "losses": int(losses),
                "strength": _number(strength),
                "low": _number(low),
                "high": _number(high),
                "standing": standing_of(strength),
            }
            for name, wins, ties, losses, strength, low, high in zip(
                names, *(column.tolist() for column in columns), strict=True
            )
        },
        "chances": [
            {
                "first": names[i],
                "second": names[j],
                "wins": _number(one.chances[i, j]),
                "low": _number(one.chances_low[i, j]),
                "high": _number(one.chances_high[i, j]),
            }
            for i, j in combinations(range(len(names)), 2)
        ],
    }
