"""A judge that goes by a rule: what a text's first word asks of it, and else how many words it has."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Body = Mapping[str, Any]

PART = re.compile(r"^([0-9a-f]{16}) (.+?) (?:begins|开始)\n(.*?)\n\1 \2 (?:ends|结束)$", re.MULTILINE | re.DOTALL)
ANEW = ("An earlier answer of yours", "你先前对此的回答")


def parts(prompt: str) -> list[tuple[str, str]]:
    """The title and the text of each part of a prompt, by its marks."""
    return [(found[2], found[3]) for found in PART.finditer(prompt)]


def titled(prompt: str, *titles: str) -> str:
    """The text of the last part whose title is one of these."""
    return [text for title, text in parts(prompt) if title.startswith(titles)][-1]


def reply(path: str, body: Body) -> tuple[int, Body]:
    """The status and the JSON that answer a request."""
    prompt = body["messages"][0]["content"]
    compares = '"winner"' in prompt
    said = _winner(prompt) if compares else _grades(prompt)
    if said is None:
        return 400, {"error": {"message": "This was filtered."}}
    finish = "length" if said.startswith("{") and not said.endswith("}") else "stop"
    return 200, {"choices": [{"message": {"role": "assistant", "content": said}, "finish_reason": finish}]}


def _grades(prompt: str) -> str | None:
    text = titled(prompt, "THE OUTPUT", "输出")
    anew = any(words in prompt for words in ANEW)
    names = re.findall(r'"(\w+)": \.\.\.', prompt)
    grade = min(5, max(1, len(text.split())))
    whole = {"reason": f"It has {len(text.split())} words.", **dict.fromkeys(names, grade)}
    other = {**whole, "fluency": 1 if grade == 5 else 5}
    plain = json.dumps(whole)
    rules = {
        "filtered": None,
        "prose": f"Well, let me see {{this}}.\n```json\n{plain}\n```\nThat is {grade}.",
        "thinks": f"<think>Perhaps {json.dumps(other)}?</think>{plain}",
        "beyond": json.dumps({**whole, "logic": 7}),
        "mends": plain if anew else json.dumps({**whole, "logic": 7}),
        "lacks": json.dumps({name: value for name, value in whole.items() if name != "logic"}),
        "broken": plain[:-10],
        "silent": "I would rather not say.",
        "doubts": plain + json.dumps(other),
    }
    return rules.get(text.split(" ", 1)[0].lower(), plain)


def _winner(prompt: str) -> str:
    first = titled(prompt, "THE FIRST", "第一个")
    second = titled(prompt, "THE SECOND", "第二个")
    sizes = [len(text.split()) for text in (first, second)]
    winner = "tie" if sizes[0] == sizes[1] else ("first", "second")[sizes[1] > sizes[0]]
    if "place" in first or "place" in second:
        winner = "first"
    if "mute" in second:
        return "No idea."
    return json.dumps({"reason": f"{sizes}", "winner": winner})


def rows(*texts: str, **columns: Sequence[str]) -> list[dict[str, str]]:
    """Predictions with an id, a prompt and a reference each, unless the columns say otherwise."""
    return [
        {"id": f"e{n}", "prompt": f"Question {n}?", "prediction": text, "reference": f"Answer {n}."}
        | {name: column[n] for name, column in columns.items()}
        for n, text in enumerate(texts)
    ]
