"""Data of every form become the same questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assay.core.asking import Message
from assay.core.errors import InputError, UsageError
from assay.readers.questions import FORMS, read_questions
from assay.readers.questions.options import AskOptions

USER, ANSWER = Message("user", "2 + 2?"), "4"


def written(folder: Path, *rows: object, name: str = "data.jsonl") -> str:
    path = folder / name
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


SAME: dict[str, dict[str, Any]] = {
    "alpaca": {"instruction": "2 + 2?", "input": "", "output": "4"},
    "sharegpt": {"conversations": [{"from": "human", "value": "2 + 2?"}, {"from": "gpt", "value": "4"}]},
    "messages": {"messages": [{"role": "user", "content": "2 + 2?"}, {"role": "assistant", "content": "4"}]},
    "plain": {"question": "2 + 2?", "answer": "4"},
}


@pytest.mark.parametrize("form", SAME)
def test_every_form_asks_the_same(form: str, tmp_path: Path) -> None:
    asked = read_questions(written(tmp_path, SAME[form], SAME[form]))
    assert asked.source.format == form
    assert [one.messages for one in asked.questions] == [(USER,)] * 2
    assert [one.references for one in asked.questions] == [(ANSWER,)] * 2
    assert [one.id for one in asked.questions] == ["1", "2"]


def test_every_form_of_data_is_tried_here() -> None:
    assert set(FORMS.built_in) == {*SAME, "text"}


def test_alpacas_input_history_and_system_stand_where_llama_factory_puts_them(tmp_path: Path) -> None:
    row = {"instruction": "Sum.", "input": "1 2", "output": "3", "system": "Be brief.", "history": [["Hi", "Hello"]]}
    (question,) = read_questions(written(tmp_path, row)).questions
    turns = [("system", "Be brief."), ("user", "Hi"), ("assistant", "Hello"), ("user", "Sum.\n1 2")]
    assert question.messages == tuple(Message(*turn) for turn in turns)


CONVERSATION = {
    "id": "c",
    "system": "Be kind.",
    "conversations": [
        {"from": "human", "value": "A?"},
        {"from": "gpt", "value": "a"},
        {"from": "human", "value": "B?"},
        {"from": "gpt", "value": "b"},
    ],
}


def test_the_last_answer_of_a_conversation_is_asked_for_behind_all_turns_before_it(tmp_path: Path) -> None:
    (question,) = read_questions(written(tmp_path, CONVERSATION)).questions
    assert [turn.content for turn in question.messages] == ["Be kind.", "A?", "a", "B?"]
    assert (question.id, question.references) == ("c", ("b",))


def test_every_answer_of_a_conversation_can_be_asked_for(tmp_path: Path) -> None:
    questions = read_questions(written(tmp_path, CONVERSATION), AskOptions(every_turn=True)).questions
    assert [(one.id, one.references, len(one.messages)) for one in questions] == [
        ("c.1", ("a",), 2),
        ("c.2", ("b",), 4),
    ]


def test_a_conversation_that_ends_with_the_user_has_no_reference(tmp_path: Path) -> None:
    (question,) = read_questions(written(tmp_path, {"messages": [{"role": "user", "content": "2 + 2?"}]})).questions
    assert (question.messages, question.references) == ((USER,), ())


def test_a_system_message_of_ones_own_takes_the_place_of_the_datas(tmp_path: Path) -> None:
    (question,) = read_questions(written(tmp_path, CONVERSATION), AskOptions(system="Be strict.")).questions
    assert [turn.content for turn in question.messages if turn.role == "system"] == ["Be strict."]


def test_a_raw_prompt_is_text_and_no_turn(tmp_path: Path) -> None:
    (question,) = read_questions(written(tmp_path, SAME["plain"]), AskOptions(raw=True)).questions
    assert (question.text, question.messages) == ("2 + 2?", ())


def test_a_prompt_may_be_the_messages_of_a_chat(tmp_path: Path) -> None:
    row = {"prompt": [{"role": "user", "content": "2 + 2?"}], "reference": "4"}
    (question,) = read_questions(written(tmp_path, row)).questions
    assert (question.messages, question.references) == ((USER,), (ANSWER,))


def test_a_column_can_be_named(tmp_path: Path) -> None:
    row = {"instruction": "no", "output": "no", "ask": "2 + 2?", "gold": "4"}
    options = AskOptions(prompt="ask", reference="gold")
    (question,) = read_questions(written(tmp_path, row), options).questions
    assert (question.messages, question.references) == ((USER,), (ANSWER,))


def test_a_column_that_is_not_there_is_answered_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="question"):
        read_questions(written(tmp_path, SAME["plain"]), AskOptions(prompt="quest"))


def test_bad_rows_are_kept_aside_with_their_lines(tmp_path: Path) -> None:
    rows = [SAME["messages"]] * 30
    bad = {"messages": [{"role": "wizard", "content": "Hm"}]}
    asked = read_questions(written(tmp_path, *rows, bad))
    assert len(asked.questions) == 30
    assert [(skip.line, "wizard" in str(skip.why)) for skip in asked.source.skipped] == [(31, True)]


def test_data_of_bad_rows_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="from a user"):
        read_questions(written(tmp_path, {"messages": [{"role": "assistant", "content": "4"}]}))


def test_a_limit_takes_the_first_rows(tmp_path: Path) -> None:
    assert len(read_questions(written(tmp_path, *[SAME["plain"]] * 9), AskOptions(limit=4)).questions) == 4


TEXT = "One line.\nAnother.\n\n\nA second paragraph.\n"


@pytest.mark.parametrize(
    ("piece", "texts"),
    [
        ("line", ["One line.", "Another.", "A second paragraph."]),
        ("paragraph", ["One line.\nAnother.", "A second paragraph."]),
        ("auto", ["One line.\nAnother.", "A second paragraph."]),
        ("file", ["One line.\nAnother.\n\n\nA second paragraph."]),
    ],
)
def test_a_text_file_is_documents_by_its_pieces(piece: Any, texts: list[str], tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text(TEXT, encoding="utf-8")
    passages = read_questions(str(path), AskOptions(piece=piece)).passages
    assert [one.text.rstrip("\n") for one in passages] == texts
    assert all(one.prompt is None for one in passages)


def test_a_reference_is_the_text_behind_its_prompt(tmp_path: Path) -> None:
    (passage,) = read_questions(written(tmp_path, SAME["plain"])).passages
    assert passage.text == "4"
    assert passage.prompt is not None
    assert passage.prompt.messages == (USER,)


def dataset_info(folder: Path, **entries: object) -> Path:
    path = folder / "dataset_info.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def test_llama_factorys_dataset_info_names_the_file_and_its_columns(tmp_path: Path) -> None:
    written(tmp_path, {"q": "2 + 2?", "a": "4"}, name="sums.jsonl")
    info = dataset_info(tmp_path, sums={"file_name": "sums.jsonl", "columns": {"prompt": "q", "response": "a"}})
    for source in (str(info), str(tmp_path)):
        (question,) = read_questions(source, AskOptions(dataset="sums")).questions
        assert (question.messages, question.references) == ((USER,), (ANSWER,))


def test_dataset_info_may_change_the_tags_of_a_turn(tmp_path: Path) -> None:
    turns = [{"who": "U", "said": "2 + 2?"}, {"who": "A", "said": "4"}]
    written(tmp_path, {"talk": turns}, name="talk.jsonl")
    tags = {"role_tag": "who", "content_tag": "said", "user_tag": "U", "assistant_tag": "A"}
    entry = {"file_name": "talk.jsonl", "formatting": "sharegpt", "columns": {"messages": "talk"}, "tags": tags}
    (question,) = read_questions(str(dataset_info(tmp_path, talk=entry))).questions
    assert (question.messages, question.references) == ((USER,), (ANSWER,))


@pytest.mark.parametrize(
    ("entries", "name", "said"),
    [
        ({"a": {"file_name": "x"}, "b": {"file_name": "y"}}, None, "a.*b"),
        ({"train": {"file_name": "x"}}, "trian", "train"),
        ({"far": {"hf_hub_url": "somebody/far"}}, "far", "hf_hub_url"),
        ({"pairs": {"file_name": "x", "ranking": True}}, "pairs", "ranking"),
    ],
)
def test_a_data_set_that_cannot_be_asked_from_is_said_to_be_so(
    entries: dict[str, object], name: str | None, said: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=said):
        read_questions(str(dataset_info(tmp_path, **entries)), AskOptions(dataset=name))


def test_a_greeting_before_any_question_is_no_answer_to_ask_for(tmp_path: Path) -> None:
    greeted = {"conversations": [{"from": "gpt", "value": "Hello!"}, *CONVERSATION["conversations"]]}
    questions = read_questions(written(tmp_path, greeted), AskOptions(every_turn=True)).questions
    assert [one.references for one in questions] == [("a",), ("b",)]


def test_a_call_of_a_tool_without_a_word_is_no_answer_to_ask_for(tmp_path: Path) -> None:
    called = [
        {"role": "user", "content": "How warm?"},
        {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "warmth"}}]},
        {"role": "tool", "content": "22"},
        {"role": "assistant", "content": "It is 22."},
    ]
    questions = read_questions(written(tmp_path, {"messages": called}), AskOptions(every_turn=True)).questions
    assert [one.references for one in questions] == [("It is 22.",)]


def test_a_question_with_a_picture_is_not_asked_without_it(tmp_path: Path) -> None:
    shown = [{"type": "text", "text": "What is this?"}, {"type": "image_url", "image_url": {"url": "http://a/b.png"}}]
    row = {"messages": [{"role": "user", "content": shown}, {"role": "assistant", "content": "A cat."}]}
    with pytest.raises(InputError, match="'image_url', which is not text"):
        read_questions(written(tmp_path, row))


@pytest.mark.parametrize("form", SAME)
@pytest.mark.parametrize("options", [AskOptions(id="nowhere"), AskOptions(reference="nowhere")])
def test_a_column_that_is_not_there_is_said_in_every_form(form: str, options: AskOptions, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column 'nowhere' for --"):
        read_questions(written(tmp_path, SAME[form]), options)


@pytest.mark.parametrize("form", SAME)
def test_a_column_can_be_named_for_the_reference_in_every_form(form: str, tmp_path: Path) -> None:
    row = {**SAME[form], "gold": ["four", "4.0"]}
    (question,) = read_questions(written(tmp_path, row), AskOptions(reference="gold")).questions
    assert question.references == ("four", "4.0")


def test_a_form_that_nobody_knows_is_said(tmp_path: Path) -> None:
    path = written(tmp_path, SAME["alpaca"])
    with pytest.raises(UsageError, match="Did you mean 'alpaca'"):
        read_questions(path, AskOptions(form="alpacca"))
    with pytest.raises(UsageError, match="There are: alpaca, messages"):
        read_questions(path, AskOptions(form="zzz"))


@pytest.mark.parametrize("name", ["data.jsonl", "data"])
def test_a_first_line_may_be_longer_than_what_tells_the_form(name: str, tmp_path: Path) -> None:
    rows = [{"prompt": "long " * 300_000, "reference": str(number)} for number in range(3)]
    for following in (rows, [rows[0], {"prompt": "short", "reference": "1"}]):
        asked = read_questions(written(tmp_path, *following, name=name))
        assert [one.references for one in asked.questions] == [(row["reference"],) for row in following]
