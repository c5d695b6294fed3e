"""Examples and tasks for the tests of generation metrics."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from assay.core.columns import Column
from assay.core.examples import Examples, Source
from assay.core.messages import literal
from assay.core.task import Task

Texts = Sequence[str | None]


def examples(predictions: Texts, *references: Texts) -> Examples:
    """Predictions beside columns of references."""
    source = Source(path="", format="values", why=literal("made by the test"), rows=len(predictions))
    return Examples(source, Column(list(predictions)), tuple(Column(list(column)) for column in references))


def task(language: str | None = "en") -> Task:
    """A generation task with references in `language`."""
    return Task("generation", literal("said by the test"), text_language=language)


@st.composite
def columns_of(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[list[str], list[Texts]]:
    """Up to six predictions, and one to three columns of references, all but the first with gaps."""
    n = draw(st.integers(1, 6))
    column, ragged = st.lists(texts, min_size=n, max_size=n), st.lists(st.none() | texts, min_size=n, max_size=n)
    return draw(column), [draw(column), *draw(st.lists(ragged, max_size=2))]
