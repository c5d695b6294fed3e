"""What a column is, told by its name: the aliases of each role, in the order in which they are preferred."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import field

from assay.frozen import frozen
from assay.text.patterns import pattern


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PREDICTION = _words("""
    prediction predictions predict pred predicted pred_label predicted_label prediction_label pred_name predicted_name
    predicted_class pred_class predicted_category pred_category y_pred y_hat yhat preds model_prediction ft_pred
    finetuned_pred fine_tuned_pred tuned_pred model_output system_output generated_text generated generation
    generated_answer generated_summary model_answer model_response actual_output response output completion
    hypothesis hyp decoded pred_text predicted_text predicted_answer pred_answer llm_output llm_response raw_response
    预测 预测结果 预测标签 模型输出 模型回答 生成结果 输出 回答 預測 預測結果 預測標籤 模型輸出 生成結果 輸出
""")

REFERENCE = _words("""
    reference references ref refs label labels target targets gold golds gold_label gold_name true_label true true_name
    true_class y_true ground_truth groundtruth ground_truths truth gt expected expected_output expected_answer
    reference_answer reference_output reference_summary correct_answer correct_label gold_answer golden_answer
    gold_summary actual_label ideal refr answer answers solution solutions y
    标签 真实标签 参考 参考答案 标准答案 正确答案 答案 標籤 真實標籤 參考 參考答案 標準答案 正確答案
""")

IDENTITY = _words("""
    id index doc_id sample_id uid question_id idx example_id instance_id item_id qid guid uuid custom_id key row_id
    unnamed_0 编号 序号 編號 序號
""")

PROMPT = _words("""
    prompt instruction question query problem input inputs text origin_prompt messages source src sentence premise
    sentence1 text_a document article content context dialogue review tweet abstract user_input request passage
    提示 问题 输入 文本 内容 提示詞 問題 輸入 內容
""")

# Second choices: taken only where the first choices leave the role empty.
_LATE_PREDICTION = _words("summary translation answer actual 摘要 译文 譯文")
_LATE_REFERENCE = _words("""
    title headline highlights category class class_label intent sentiment emotion topic output completion summary
    translation actual 标题 类别 標題 類別
""")

# A prompt in two parts: with the first, the second belongs to it.
_SECOND_PART = {
    "instruction": ("input",),
    "premise": ("hypothesis",),
    "sentence1": ("sentence2",),
    "text_a": ("text_b",),
    "question": ("context", "passage"),
}

_PREDICTION_FORM = pattern(
    r"(?:pred|predicted|prediction|generated|hyp)_\w+|\w+_(?:pred|preds|prediction|predictions|predicted|output|response"
    r"|generated|hyp)"
)
_REFERENCE_FORM = pattern(r"(?:true|gold|reference)_\w+|\w+_(?:true|gold|ref|reference|label|target|gt)")
_ABOUT = pattern(
    r"(?:^|_)(?:scores?|probs?|proba|conf|confidence|len|length|tokens|time|correct|logprobs?|logits?|count)(?:_|$)"
)
_NAMED = ("_name", "_label", "_text")


def normalised(name: str) -> str:
    """A column's name in snake case: "actualOutput", "Actual Output" and "actual-output" are one."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[\W_]+", "_", snake.lower()).strip("_")


KNOWN_NAMES = frozenset(
    [*PREDICTION, *REFERENCE, *IDENTITY, *PROMPT, *_LATE_PREDICTION, *_LATE_REFERENCE, "rater", "model", "confidence"]
)


def is_known(name: str) -> bool:
    """Whether columns are called so."""
    return normalised(name) in KNOWN_NAMES


@frozen
class Roles:
    """Which column is what. `rivals` could have been the prediction too; a prompt may lie in two columns."""

    identity: str | None = None
    prompt: tuple[str, ...] = ()
    prediction: str | None = None
    reference: str | None = None
    rivals: tuple[str, ...] = field(default=(), compare=False)

    @property
    def used(self) -> tuple[str, ...]:
        """All columns that have a role."""
        single = (self.identity, *self.prompt, self.prediction, self.reference)
        return tuple(name for name in single if name is not None)


def roles_of(names: Sequence[str], *, of_references: bool = False) -> Roles:
    """The roles that names alone tell. In a file `of_references`, what the model said in another is the reference."""
    columns: dict[str, str] = {}
    for name in names:
        columns.setdefault(normalised(name), name)
    prediction = None if of_references else _first(columns, PREDICTION) or _alike(columns, _PREDICTION_FORM)
    reference = _first(columns, REFERENCE, {prediction}) or _alike(columns, _REFERENCE_FORM, {prediction})
    prediction, reference = _late(columns, prediction, reference, of_references=of_references)
    prediction, reference = _by_name(columns, prediction, reference)
    taken = {prediction, reference}
    rivals = [key for key in columns if key not in taken and _could_predict(key)]
    return Roles(
        _column(columns, _first(columns, IDENTITY)),
        tuple(columns[key] for key in _prompt(columns, taken)),
        _column(columns, prediction),
        _column(columns, reference),
        tuple(columns[key] for key in rivals),
    )


def _column(columns: dict[str, str], key: str | None) -> str | None:
    return None if key is None else columns[key]


def _first(columns: dict[str, str], names: Iterable[str], taken: Iterable[str | None] = ()) -> str | None:
    return next((name for name in names if name in columns and name not in taken), None)


def _alike(columns: dict[str, str], form: re.Pattern[str], taken: Iterable[str | None] = ()) -> str | None:
    """The first column whose name has the form, one that is no code or measure of another before those that are."""
    found = [key for key in columns if form.fullmatch(key) and key not in taken and not _ABOUT.search(key)]
    if form is _REFERENCE_FORM:
        found = [key for key in found if not _could_predict(key)]
    return min(found, key=lambda key: key.endswith(("_id", "_idx", "_index")), default=None)


def _late(
    columns: dict[str, str], prediction: str | None, reference: str | None, *, of_references: bool
) -> tuple[str | None, str | None]:
    """Fill an empty role by the second choices. A data set's own output is not a prediction beside its label."""
    if of_references:
        return None, reference or _first(columns, [*_LATE_REFERENCE, "response", "text", "content"])
    if prediction is None and "actual" in columns and reference is not None:
        return "actual", reference
    if reference is None:
        reference = _first(columns, _LATE_REFERENCE, {prediction})
    if prediction is None and reference is not None:
        prediction = _first(columns, _LATE_PREDICTION, {reference})
    return prediction, reference


def _by_name(columns: dict[str, str], prediction: str | None, reference: str | None) -> tuple[str | None, str | None]:
    """The labels' names instead of their codes, where both sides have them."""
    for ending in _NAMED:
        if f"{prediction}{ending}" in columns and f"{reference}{ending}" in columns:
            return f"{prediction}{ending}", f"{reference}{ending}"
    return prediction, reference


def _could_predict(key: str) -> bool:
    return (key in PREDICTION or _PREDICTION_FORM.fullmatch(key) is not None) and not _ABOUT.search(key)


def _prompt(columns: dict[str, str], taken: set[str | None]) -> list[str]:
    first = _first(columns, PROMPT, taken)
    if first is None:
        return []
    return [first, *(key for key in _SECOND_PART.get(first, ()) if key in columns and key not in taken)]
