"""The curves of scores on the page: ROC, precision and recall, and confidence against how often it is right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from markupsafe import Markup

from assay.renderers.page.fragments import joined, safe
from assay.renderers.said.block import Block
from assay.renderers.said.figures import NOTHING, decimals, figure, interval
from assay.renderers.said.ranking import Bins, Point, Ranking, Track
from assay.renderers.said.view import View
from assay.stats.operating import thinned

if TYPE_CHECKING:
    from assay.core.arrays import Array

MOST_POINTS = 160  # that are drawn of a curve
MOST_TRACKS = 12  # besides their mean: of more classes, the mean alone
TOGETHER = str.maketrans({" ": "\u00a0", "–": "–\u2060"})  # a line may end after a dash, whatever space follows
_SIDE = 1000.0
_CROSS = 16.0


def curves(view: View) -> list[Block]:
    """One; none where no scores were measured."""
    ranking = Ranking(view)
    if not ranking.of_classes and ranking.bins is None:
        return []
    return [
        Block(
            "curves",
            view.words("renderers.curves"),
            tuple(_sentences(view, ranking)),
            drawing=lambda: _drawing(view, ranking),
        )
    ]


def _sentences(view: View, ranking: Ranking) -> Iterable[str]:
    words, classes, bins = view.words, len(ranking.of_classes), ranking.bins
    if classes == 1:
        yield words("renderers.curves-one", label=ranking.positive)
    if classes > 1:
        yield words("renderers.curves-several", n=classes)
    if bins is not None:
        yield words("renderers.curves-honest", n=round(float(bins.n.mean())))


def _drawing(view: View, ranking: Ranking) -> Markup:
    panels = []
    if ranking.of_classes:
        panels += [_roc(view, ranking), _precision_recall(view, ranking)]
    if ranking.bins is not None:
        panels.append(_reliability(view, ranking.bins))
    return Markup('<div class="panels">{}</div>{}').format(joined(panels), _keys(view, ranking))


def _roc(view: View, ranking: Ranking) -> Markup:
    parts = [_path("chance", [(0.0, 0.0), (1.0, 1.0)]), *map(_required_recall, ranking.required("recall"))]
    parts += _tracks(ranking.roc) + [_mark(one.kind, one.alarms, one.recall) for one in ranking.points]
    return _panel(view, "roc", "auroc", parts)


def _required_recall(recall: float) -> str:
    return _path("lowest", [(0.0, recall), (1.0, recall)])


def _precision_recall(view: View, ranking: Ranking) -> Markup:
    parts = [] if ranking.share is None else [_path("chance", [(0.0, ranking.share), (1.0, ranking.share)])]
    parts += [_path("lowest", [(recall, 0.0), (recall, 1.0)]) for recall in ranking.required("recall")]
    parts += [_path("lowest", [(0.0, least), (1.0, least)]) for least in ranking.required("precision")]
    parts += _tracks(ranking.precision_recall) + [_mark(one.kind, one.recall, one.precision) for one in ranking.points]
    return _panel(view, "precision-recall", "average_precision", parts)


def _reliability(view: View, bins: Bins) -> Markup:
    places = list(zip(bins.confidence.tolist(), bins.correct.tolist(), strict=True))
    ends = zip(bins.confidence.tolist(), bins.low.tolist(), bins.high.tolist(), strict=True)
    parts = [_path("chance", [(0.0, 0.0), (1.0, 1.0)])]
    parts += [_path("smooth end", [(x, low), (x, high)]) for x, low, high in ends]
    parts += [_path("smooth", places), *(_mark("bin", *place) for place in places)]
    return _panel(view, "reliability", "ece", parts)


def _panel(view: View, kind: str, metric: str, parts: list[str]) -> Markup:
    """A square from 0 to 1 both ways, with its axes in words and the number that it stands for below its name."""
    words = view.words
    return Markup(
        '<figure class="panel"><figcaption>{}</figcaption><div class="course"><svg class="curves" '
        'viewBox="0 0 {side:g} {side:g}" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
        '<p class="high">1</p><p class="low">0</p><p class="from">0</p><p class="to">1</p></div>'
        '<p class="axes">{}<br>{}</p></figure>'
    ).format(
        _caption(view, kind, metric),
        Markup("".join(parts)),  # noqa: S704 - numbers, and the names of styles
        safe(words(f"renderers.curves-y-{kind}")),
        safe(words(f"renderers.curves-x-{kind}")),
        side=_SIDE,
    )


def _caption(view: View, kind: str, metric: str) -> Markup:
    """What is drawn, and the number that stands for it."""
    estimate, name = view.report.estimates.get(metric), safe(view.words(f"renderers.curves-{kind}"))
    if estimate is None:
        return name
    places = decimals(estimate)
    ends = interval(estimate.low, estimate.high, places)
    value = f"{figure(estimate.value, places)} ({ends})" if ends else figure(estimate.value, places)
    number = safe(f"{view.words.heading(estimate)} {value.translate(TOGETHER)}")
    return Markup('{}<br><span class="soft">{}</span>').format(name, number)


def _keys(view: View, ranking: Ranking) -> Markup:
    words = view.words
    keys = [("sign", f"{_SIGNS[one.kind]} {_of_point(view, one)}") for one in ranking.points]
    if ranking.required("recall", "precision"):
        keys.append(("lowest", words("renderers.curves-required")))
    keys.append(("chance", words("renderers.curves-chance" if ranking.of_classes else "renderers.curves-exact")))
    items = joined(Markup('<li class="{}">{}</li>').format(kind, safe(text)) for kind, text in keys)
    return Markup('<ul class="legend curve-keys">{}</ul>').format(items)


_SIGNS = {"said": "●", "cut": "✕"}


def _of_point(view: View, one: Point) -> str:
    recall, precision = (NOTHING if share != share else f"{share:.3f}" for share in (one.recall, one.precision))  # noqa: PLR0124 - NaN
    cut = "" if one.cut is None else f"{one.cut:.3g}"
    return view.words(f"renderers.curves-{one.kind}", recall=recall, precision=precision, cut=cut)


def _tracks(tracks: list[Track]) -> list[str]:
    alone = len(tracks) == 1
    shown = tracks if len(tracks) <= MOST_TRACKS + 1 else [one for one in tracks if one.label is None]
    kinds = ["smooth" if alone or one.label is None else "class" for one in shown]
    return [_curve(kind, one.x, one.y) for kind, one in zip(kinds, shown, strict=True)]


def _curve(kind: str, x: Array, y: Array) -> str:
    x, y = thinned(x, y, MOST_POINTS)
    return _path(kind, zip(x.tolist(), y.tolist(), strict=True))


def _path(kind: str, places: Iterable[tuple[float, float]]) -> str:
    points = " ".join(dict.fromkeys(f"{_SIDE * x:.0f},{_SIDE * (1.0 - y):.0f}" for x, y in places))
    return f'<path class="{kind}" d="M{points}"/>'


def _mark(kind: str, x: float, y: float) -> str:
    """A dot, which is the end of a line without length, or a cross; nothing where there is no such place."""
    if x != x or y != y:  # noqa: PLR0124 - NaN alone differs from itself
        return ""
    left, top = _SIDE * x, _SIDE * (1.0 - y)
    if kind != "cut":
        return f'<path class="{kind} dots" d="M{left:.0f},{top:.0f}h0"/>'
    arm = _CROSS
    return (
        f'<path class="cut" d="M{left - arm:.0f},{top - arm:.0f}l{2 * arm:g},{2 * arm:g}'
        f'M{left - arm:.0f},{top + arm:.0f}l{2 * arm:g},{-2 * arm:g}"/>'
    )
