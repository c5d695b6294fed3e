"""How a text longer than a model's context is cut into windows, so that every token is scored once."""

from __future__ import annotations

from collections.abc import Iterator

from assay.core.asking import Window
from assay.core.errors import InputError
from assay.frozen import frozen

UNBOUNDED = 2048  # tokens at once, for a model that names no limit; as in lm-evaluation-harness


@frozen
class Scored:
    """Tokens, of which those from place `first` on are scored, and the ones before are only seen; `first` is 1 at
    least, since a first token has no context.
    """

    tokens: list[int]
    first: int

    @property
    def count(self) -> int:
        """How many are scored."""
        return max(0, len(self.tokens) - self.first)


def window_length(window: Window, context: int | None) -> int:
    """How many tokens the model sees at once; raises InputError for more than it can, or a stride that skips some."""
    length = window.length or context or UNBOUNDED
    if context is not None and length > context:
        raise InputError("local.window-too-long", length=length, context=context)
    if length < 2 or not 0 < (window.stride or length) <= length:
        raise InputError("local.window-stride", length=length, stride=window.stride)
    return length


def windows(text: Scored, length: int, stride: int | None) -> Iterator[Scored]:
    """The windows of a text that have something to score.

    Windows that do not overlap (a stride of None or of the length) are those of lm-evaluation-harness'
    `loglikelihood_rolling`: the model sees `length` tokens and scores the one after each, so that a window's first
    scored token has the last one before the window as its context, and the last window reaches back to see as many
    tokens as the others. It begins the text with one token that is not scored, as `Window.bos` does. Where a
    tokenizer puts a token of its own before every text, lm-evaluation-harness scores that too, behind another; here it
    stands once, and is not scored.

    Windows that overlap are those of the recipe "Perplexity of fixed-length models" in the documentation of
    transformers: `length` tokens, each window beginning `stride` after the one before, of which those are scored that
    no window before has scored. The recipe puts nothing before a text: `bos=False`. With a stride of the length it
    would leave out the first token of each window; here none is left out.
    """
    spans = _apart(text, length) if stride is None or stride >= length else _overlapping(text, length, stride)
    for start, end, first in spans:
        if end > max(first, text.first):
            yield Scored(text.tokens[start:end], max(first, text.first) - start)


def _apart(text: Scored, length: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, first scored) of each."""
    for first in range(1, len(text.tokens), length):
        end = min(first + length, len(text.tokens))
        yield max(0, end - length - 1), end, first


def _overlapping(text: Scored, length: int, stride: int) -> Iterator[tuple[int, int, int]]:
    done = 1
    for start in range(0, len(text.tokens), stride):
        end = min(start + length, len(text.tokens))
        yield start, end, done
        if end == len(text.tokens):
            return
        done = end
