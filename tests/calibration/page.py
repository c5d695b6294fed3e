"""The page docs/calibration.md: what was counted, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.calibration import chapters
from tests.calibration.comparisons import PLANNED, Compared
from tests.calibration.coverage import Cell
from tests.calibration.gates import Gated
from tests.calibration.margins import Kept
from tests.calibration.panels import Agreeing, Panelled
from tests.calibration.repeats import Recipes, Steady
from tests.calibration.shown import (
    COLUMNS,
    MANY,
    Counted,
    Shown,
    of_a_comparison,
    of_a_gate,
    of_a_limit,
    of_a_panel,
    of_a_plan,
    of_agreement,
    of_an_interval,
    of_both,
    of_recipes,
    of_refusals,
    of_runs,
)
from tests.calibration.together import Together


def page(found: Iterable[Counted], before: str = "") -> str:
    """The whole page, in Markdown; tables of which nothing was counted are as they were `before`."""
    cells = list(found)
    compared = [cell for cell in cells if isinstance(cell, Compared)]
    counted = (
        (chapters.COVERAGE, [of_an_interval(cell) for cell in cells if isinstance(cell, Cell)]),
        (chapters.GATES, [of_a_gate(cell) for cell in cells if isinstance(cell, Gated)]),
        (chapters.COMPARISONS, [of_a_comparison(cell) for cell in compared if cell.world not in PLANNED]),
        (chapters.AS_PLANNED, [of_a_plan(cell) for cell in compared if cell.world in PLANNED]),
        (chapters.KEPT, [of_a_limit(cell) for cell in cells if isinstance(cell, Kept)]),
        (chapters.STEADY, of_runs([cell for cell in cells if isinstance(cell, Steady)])),
        (chapters.RECIPES, [of_recipes(cell) for cell in cells if isinstance(cell, Recipes)]),
        (chapters.PANELS, [of_a_panel(cell) for cell in cells if isinstance(cell, Panelled)]),
        (chapters.AGREEMENT, [of_agreement(cell) for cell in cells if isinstance(cell, Agreeing)]),
        (chapters.BOTH, [of_both(cell) for cell in cells if isinstance(cell, Together) and cell.used]),
        (chapters.REFUSED, [of_refusals(cell) for cell in cells if isinstance(cell, Together)]),
    )
    old = {_title(part): part for part in before.split(_CHAPTER)[1:]}
    whole = [_merged(old.get(_title(text[3:]), ""), _chapter(text, shown)) for text, shown in counted]
    return chapters.INTRODUCTION + "".join(_CHAPTER + part for part in whole if part)


_CHAPTER = "\n## "


def _title(chapter: str) -> str:
    return chapter.partition("\n")[0]


def _merged(old: str, new: str) -> str:
    """A chapter with the new tables in place of the old ones of the same name; what stands above them is the old text
    where an old table stays, as it says how many samples that has.
    """
    tables, replaced = _tables(old), _tables(new)
    if not old or not new or tables.keys() <= replaced.keys():
        return new or old
    text = [part for part in old.rstrip("\n").split("\n\n") if not part.startswith("| ")]
    return "\n\n".join([*text, *(tables | replaced).values()]) + "\n"


def _tables(chapter: str) -> dict[str, str]:
    """By the name in their first cell."""
    parts = [part for part in chapter.rstrip("\n").split("\n\n") if part.startswith("| ")]
    return {part.split("|")[1].strip(): part for part in parts}


def _chapter(text: str, cells: Sequence[Shown]) -> str:
    if not cells:
        return ""
    counts = [cell.replications for cell in cells if cell.n != MANY]
    replications = " to ".join(f"{count:,}" for count in sorted({min(counts), max(counts)}))
    titles = dict.fromkeys(cell.table for cell in cells)
    tables = [_table(title, [cell for cell in cells if cell.table == title]) for title in titles]
    return "\n".join([text.format(replications=replications, **chapters.FIGURES), *tables]).removeprefix("## ")


def _table(title: str, cells: Sequence[Shown]) -> str:
    """One world: a row a metric, a column a size."""
    sizes = sorted({cell.n for cell in cells})
    heads = [COLUMNS.get(n, f"n = {n:,}") for n in sizes]
    lines = [f"| {title} | " + " | ".join(heads) + " |", "|---" * (len(sizes) + 1) + "|"]
    for row in dict.fromkeys(cell.row for cell in cells):
        texts = {cell.n: cell.text for cell in cells if cell.row == row}
        lines.append(f"| {row} | " + " | ".join(texts.get(n, "") for n in sizes) + " |")
    return "\n".join(lines) + "\n"
