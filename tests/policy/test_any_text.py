"""Whatever a policy file holds, it is a policy or a PolicyError with its place: never anything else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.core.errors import PolicyError
from assay.core.messages import LANGUAGES
from assay.policy.policy import Policy
from assay.policy.templates import READY, ready_text
from assay.policy.toml_nodes import toml_nodes
from tests.policy.samples import policy, read

PIECES = st.sampled_from([
    "gates:", "- ", "  ", "\n", "f1", "recall[", "]", ">=", "0.9", ": ", "{", "}", "scores:", "weight", "&a ", "*a",
    "!!int ", "metric: f1", "threshold", '"', "#", "null", "\t", "people.", " base", "any of ",
    "stability:", "good: ", "+", "*", "---", "|", "<<: ", "%", "é", "\u202e",
])  # fmt: skip


def is_said(text: str, toml: bool) -> bool:
    try:
        found = read(toml_nodes(text, "ship.toml")) if toml else policy(text)
    except PolicyError as error:
        said = [error.text.in_language(language) for language in LANGUAGES]
        return all(one.startswith("ship.") for one in said)
    return isinstance(found, Policy)


@given(st.lists(PIECES, max_size=30).map("".join), st.booleans())
def test_what_looks_a_little_like_a_policy(text: str, toml: bool) -> None:
    assert is_said(text, toml)


@given(st.text(max_size=60), st.booleans())
def test_what_does_not(text: str, toml: bool) -> None:
    assert is_said(text, toml)


@given(st.sampled_from(READY), st.data())
def test_a_policy_with_a_piece_missing_or_changed(name: str, data: st.DataObject) -> None:
    text = "".join(line for line in ready_text(name).splitlines(keepends=True) if not line.lstrip().startswith("#"))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    assert is_said(text[:start] + data.draw(st.sampled_from(["", " ", "x", "[", "\n", ": "])) + text[end:], toml=False)
