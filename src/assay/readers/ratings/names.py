"""What a column of a rating file is, told by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assay.core.ratings import Scale
from assay.frozen import frozen
from assay.readers.rows.names import IDENTITY, PREDICTION, PROMPT, normalised
from assay.text.patterns import pattern


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


RATER = _words("""
    rater rater_id rater_name annotator annotator_id annotator_name worker worker_id evaluator evaluator_id assessor
    reviewer labeler user_id user participant participant_id judge
    评分者 评分人 评审 评委 标注者 标注员 評分者 評分人 評審 評委 標註者 標註員
""")
DIMENSION = _words("""
    dimension aspect criterion criteria rubric quality attribute metric rating_type
    维度 指标 方面 评分项 評分項目 維度 面向 指標
""")
RATING = _words("""
    rating score value human_rating human_score rating_value stars grade points mark likert
    评分 分数 得分 打分 評分 分數 得分 打分
""")
SYSTEM = _words("system model model_id model_name system_id system_name generator model_key 模型 系统 系統")
TIME = _words("time timestamp rated_at created_at updated_at submitted_at date datetime 时间 日期 時間")
SCALE = _words("scale rating_scale 分数范围 量表 分數範圍")
ITEM = (*IDENTITY, *_words("item example prompt_id doc document_id article_id dialog_id dialogue_id source_id hit_id"))
OUTPUT = (*PREDICTION, *_words("summary translation answer reply decoded content text_output candidate 摘要 译文 譯文"))
_NO_RATING = frozenset(
    _words("""
    rater_complete complete duration seconds age confidence length tokens comment comments note notes reason
    prompt_version suspicious
""")
)

_DIMENSIONS = {
    "fluency": "fluency fluent readability naturalness 流畅 流畅度 流畅性 通顺 流暢 流暢度 流暢性 通順",
    "logic": "logic logical logicality 逻辑 逻辑性 逻辑度 邏輯 邏輯性",
    "relevance": "relevance relevancy relevant 相关 相关性 相关度 相關 相關性 相關度 切题 切題",
    "accuracy": "accuracy accurate 准确 准确性 准确度 準確 準確性 準確度 正确性 正確性",
    "overall": "overall total general overall_quality overall_score overall_rating quality is_best"
    " 总体 总分 综合 整体 總體 總分 綜合 整體",
    "coherence": "coherence coherent 连贯 连贯性 連貫 連貫性",
    "consistency": "consistency consistent 一致性",
    "helpfulness": "helpfulness helpful 有用性 有帮助 有幫助",
    "safety": "safety harmlessness safe 安全性",
    "informativeness": "informativeness informative 信息量 資訊量",
}
_KEPT = frozenset({"naturalness", "readability"})  # of their own, where they are the column's own name
_ALIASES = {alias: name for name, aliases in _DIMENSIONS.items() for alias in aliases.split() if alias not in _KEPT}
_KNOWN = frozenset(
    [*_ALIASES, *_KEPT, *_DIMENSIONS, *_words("faithfulness factuality completeness creativity humor style")]
)

_PAIRS = [
    (f"{stem}{joint}{one}", f"{stem}{joint}{two}")
    for stem in ("response", "output", "answer", "summary", "completion", "translation", "model")
    for joint in ("", "_")
    for one, two in (("1", "2"), ("a", "b"))
]
_FRAME = pattern(r"^(?:human|people|rating|score|rated|manual|人工)_(?=.)|(?<=.)_(?:rating|ratings|score|评分|評分)$")
_SCALE = pattern(r"[\s_(（\[]*(?<![\d.])((?<=[(（\[])-?\d{1,3}|\d{1,3})\s*[_–\-~至到]\s*(\d{1,3})[\s)）\]]*$")
_ENDS = pattern(r"(-?\d{1,3})\s*[–\-~至到]\s*(-?\d{1,3})")
_A_RATER = (
    r"(?:rater|annotator|evaluator|worker|expert|judge|reviewer|assessor|评分者|评分人|标注者|評分者|評分人|標註者)"
)
_RATER_ONLY = pattern(rf"^{_A_RATER}_?(\d{{1,3}})(?:_(?:rating|score|label))?$")
_RATER_FIRST = pattern(rf"^({_A_RATER}_?\d{{1,3}})_(.+)$")
_RATER_LAST = pattern(rf"^(.+?)_?({_A_RATER}?_?\d{{1,3}})$")


@frozen
class Measure:
    """A column of ratings: which dimension, on which scale where the name says so, and whose where it does."""

    column: str
    dimension: str
    scale: Scale | None = None
    rater: str | None = None


@frozen
class Places:
    """Which column is what beside the ratings; None where there is none."""

    id: str | None
    output: str | None
    prompt: str | None
    system: str | None
    rater: str | None
    dimension: str | None
    rating: str | None
    time: str | None
    scale: str | None

    @property
    def used(self) -> frozenset[str]:
        """All of them."""
        return frozenset(filter(None, vars(self).values()))


def places_of(names: Sequence[str]) -> Places:
    """The roles that names alone tell."""
    columns: dict[str, str] = {}
    for name in names:
        columns.setdefault(normalised(name), name)

    def first(aliases: Sequence[str]) -> str | None:
        return next((columns[alias] for alias in aliases if alias in columns), None)

    return Places(*map(first, (ITEM, OUTPUT, PROMPT, SYSTEM, RATER, DIMENSION, RATING, TIME, SCALE)))


def dimension_of(name: str) -> str:
    """What a dimension is called: "Fluency", "human_fluency" and "流畅度" are "fluency"."""
    key = normalised(name)
    bare = _FRAME.sub("", key)
    return _ALIASES.get(key) or _ALIASES.get(bare) or bare or key


def is_dimension(name: str) -> bool:
    """Whether people are known to rate what a column is called, or its name says that people rated it."""
    key = normalised(_SCALE.sub("", name))
    return key in _KNOWN or _FRAME.sub("", key) in _KNOWN or key.startswith(("human_", "people_", "人工"))


def measure_of(column: str) -> Measure:
    """A column as ratings of one dimension: "humor_0_5" is humor from 0 to 5."""
    found = _SCALE.search(column)
    ends = (int(found[1]), int(found[2])) if found else (0, 0)
    if found is None or ends[0] >= ends[1] or not column[: found.start()]:
        return Measure(column, dimension_of(column))
    return Measure(column, dimension_of(column[: found.start()]), Scale(float(ends[0]), float(ends[1]), stated=True))


def scale_said(text: object) -> Scale | None:
    """The scale that a cell names: "1-5"; None where it names none."""
    found = _ENDS.fullmatch(str(text).strip())
    ends = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return Scale(*ends, stated=True) if ends[0] < ends[1] else None


def by_raters(names: Sequence[str]) -> list[Measure]:
    """The columns that are one rater's each: "annotator1", "rater_2_fluency", "fluency_1"; empty for fewer than two."""
    found = [one for name in names if (one := _of_rater(name)) is not None]
    return found if len({one.rater for one in found}) > 1 else []


def are_preferences(names: Sequence[str]) -> bool:
    """Whether a row shows two outputs, of which one is preferred."""
    keys = {normalised(name) for name in names}
    return any(first in keys and second in keys for first, second in _PAIRS)


def _of_rater(name: str) -> Measure | None:
    key = normalised(name)
    if (alone := _RATER_ONLY.match(key)) is not None:
        return Measure(name, "overall", None, f"rater {int(alone[1])}")
    if (first := _RATER_FIRST.match(key)) is not None:
        return Measure(name, dimension_of(first[2]), None, _called(first[1]))
    if (last := _RATER_LAST.match(key)) is not None and is_dimension(last[1]):
        return Measure(name, dimension_of(last[1]), None, _called(last[2]))
    return None


def _called(rater: str) -> str:
    return f"rater {int(re.sub(r'[^0-9]', '', rater))}"


def may_be_rated(name: str) -> bool:
    """Whether a column of numbers beside a rater may be a dimension."""
    key = normalised(name)
    return key not in _NO_RATING and not key.endswith(("_id", "_idx", "_index"))
