"""The interface to runs that are held against each other: side by side, over the rounds, and one against another."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from assay.core.leaderboard import Leaderboard
from assay.pipeline.kept_runs import MOST_TOGETHER, KeptRuns
from assay.renderers.leaderboard.view import LeaderboardView
from assay.web.asked import Language
from assay.web.sandbox import sandboxed
from assay.web.sent import Sent
from assay.web.workspace.metrics import MetricName, called
from assay.web.workspace.runs import Asked, RunId
from assay.web.workspace.shapes import ChangeShape, ComparisonShape, RoundsShape, RunShape, SaidShape

_MOST_CHANGES = 200
Several = Annotated[list[RunId], Query(min_length=2, max_length=MOST_TOGETHER)]
InARow = Annotated[list[RunId], Query(min_length=2, max_length=_MOST_CHANGES)]
Project = Annotated[str, Query(min_length=1, max_length=500)]


def comparing_routes(kept: KeptRuns) -> APIRouter:
    """The routes over the runs that are kept."""
    routes = APIRouter(tags=["comparing"])

    @routes.get("/comparison", response_model=ComparisonShape)
    def comparison(run: Several, language: Language, by: MetricName | None = None) -> Sent:
        """Runs side by side on the examples that all hold, by a metric: which differences are real, and the groups that
        cannot be told apart. The chances of each rank are left out.
        """
        found = kept.side_by_side(run, by, language, ranks=False)
        runs = [RunShape.of(one, language) for one in found.runs]
        shape = ComparisonShape(runs=runs, said=_said(found.board), board=found.board.to_dict())
        return Sent(shape.model_dump())  # as it is: names in it are anybody's

    @routes.get("/rounds")
    def rounds(
        project: Project, language: Language, test_set: Asked = None, metric: MetricName | None = None
    ) -> RoundsShape:
        """The rounds of a project on one test set: that of its newest run, by the metric that decided it, where none is
        named.
        """
        found = kept.rounds(project, test_set, metric)
        return RoundsShape.of(found, language)

    @routes.get("/changes")
    def changes(run: InARow, metric: MetricName, language: Language) -> list[ChangeShape]:
        """What changed from each run to the next, and whether it is real; all are tested together."""
        return [ChangeShape.of(one) for one in kept.changes(run, metric, language)]

    return routes


def _said(board: Leaderboard) -> SaidShape:
    view = LeaderboardView(board)
    trend = next((block for block in view.blocks if block.name == "trend"), None)
    names = {name for entry in board.entries for name in entry.estimates}
    return SaidShape(
        head=view.head,
        why=view.why,
        remarks=view.remarks,
        trend=trend.sentences[0] if trend is not None else None,
        titles={name: called(name, board.language) for name in sorted(names)},
    )


def pair_routes(kept: KeptRuns) -> APIRouter:
    """The page of two runs."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/runs/{id}/against/{base}/page", response_class=HTMLResponse)
    def page(id: RunId, base: RunId, language: Language) -> HTMLResponse:  # noqa: A002 - its name in the address
        """The whole report on a run with another as its base, every example of both beside each other."""
        report = kept.against(id, base, language)
        assert report.drawn is not None  # noqa: S101 - every report of an evaluation has who draws it
        return sandboxed(report.drawn.form(report, "html"))

    return routes
