"""What a column of a file of preferences is, told by its name."""

from __future__ import annotations

from collections.abc import Sequence

from assay.core.by_people import OVERALL
from assay.frozen import frozen
from assay.readers.ratings.names import Places, by_raters, dimension_of, is_dimension, places_of
from assay.readers.rows.names import normalised
from assay.text.patterns import pattern

_SIDES = (("a", "b"), ("1", "2"), ("left", "right"), ("first", "second"), ("甲", "乙"), ("一", "二"))
_SYSTEM = ("system", "model", "generator", "system_name", "model_name", "system_id", "model_id", "模型", "系统", "系統")
_OUTPUT = tuple(
    one
    for words in (
        "output response answer summary completion translation text candidate generation reply",
        "输出 回答 回复 译文 摘要 文本 輸出 回覆 譯文 文字",
    )
    for one in words.split()
)
_BETTER = ("preference", "preferred", "better", "winner", "choice", "偏好", "更好")
_PREFERENCE = frozenset(
    one
    for words in (
        "win chosen best verdict human_preference human_choice which_is_better which_better better_output vote",
        "preferred_output judgement judgment 更好的 哪个更好 较好 胜者 胜出 选择 哪個更好 較好 勝者 勝出 選擇 更佳",
    )
    for one in words.split()
) | set(_BETTER)
_NAMED = pattern("^(?:(?:{0})_(.+)|(.+)_(?:{0}))$".format("|".join(_BETTER)))


@frozen
class Answer:
    """A column that says which is better: of which dimension, and by whom where it is one rater's."""

    column: str
    dimension: str = OVERALL
    rater: str | None = None


@frozen
class Sides:
    """The columns of the two systems and of the two outputs; None where there are none."""

    systems: tuple[str, str] | None
    outputs: tuple[str, str] | None

    @property
    def used(self) -> tuple[str, ...]:
        """All of them."""
        return (*(self.systems or ()), *(self.outputs or ()))


def sides_of(names: Sequence[str]) -> Sides | None:
    """Both sides, where two columns are called as two sides are."""
    columns: dict[str, str] = {}
    for name in names:
        columns.setdefault(normalised(name), name)
    found = Sides(_two(columns, _SYSTEM), _two(columns, _OUTPUT))
    return found if found.used else None


def _two(columns: dict[str, str], stems: Sequence[str]) -> tuple[str, str] | None:
    for stem in stems:
        for one, two in _SIDES:
            for form in ("{stem}_{side}", "{stem}{side}", "{side}_{stem}", "{side}{stem}"):
                keys = [form.format(stem=stem, side=side) for side in (one, two)]
                if keys[0] in columns and keys[1] in columns:
                    return columns[keys[0]], columns[keys[1]]
    return None


def answers_of(names: Sequence[str]) -> list[Answer]:
    """The columns that say which is better: "preference", "better_fluency"; else one a rater, "annotator1"."""
    plain = [name for name in names if normalised(name) in _PREFERENCE]
    if plain:
        return [Answer(plain[0])]
    named = [(name, found) for name in names if (found := _NAMED.match(normalised(name))) is not None]
    by_dimension = [
        Answer(name, dimension_of(found[1] or found[2])) for name, found in named if is_dimension(found[1] or found[2])
    ]
    return by_dimension or [Answer(one.column, one.dimension, one.rater) for one in by_raters(names)]


def beside(names: Sequence[str], sides: Sides, answers: Sequence[Answer]) -> Places:
    """What the other columns are."""
    taken = {*sides.used, *(one.column for one in answers)}
    return places_of([name for name in names if name not in taken])
