"""What a model is asked, and what it answers."""

from __future__ import annotations

from typing import Literal, TypeAlias

from assay.frozen import frozen

# Why an answer ended: the model ended it, it reached the most tokens allowed, or the model would not take the question.
Finish: TypeAlias = Literal["stop", "length", "refused"]


@frozen
class Message:
    """One turn of a chat; `role` is "system", "user" or "assistant"."""

    role: str
    content: str


@frozen
class Question:
    """One row of the data: a chat, whose last turn is to be answered, or a plain `text`, which is to be continued as it
    is. Exactly one of the two is there.
    """

    id: str
    messages: tuple[Message, ...] = ()
    text: str | None = None
    references: tuple[str, ...] = ()


@frozen
class Passage:
    """A `text` whose likelihood is asked for, behind a `prompt` that is not itself scored; None: the text alone."""

    id: str
    text: str
    prompt: Question | None = None


@frozen
class Decoding:
    """How answers are made. A `temperature` of 0 is greedy, and the rest of the randomness settings has no effect then.
    Otherwise every answer is drawn by the `seed` and its own row, whatever is answered beside it. An answer ends before
    one of the texts in `stop`.
    """

    max_tokens: int = 512
    temperature: float = 0.0
    top_p: float = 1.0
    seed: int = 0
    stop: tuple[str, ...] = ()


@frozen
class Window:
    """How texts longer than the model's context are scored: at most `length` tokens are seen at once (None: as many as
    the model can), and each further window begins `stride` tokens later (None: the length, so that windows do not
    overlap, but for the last one, which reaches back to see as many). With `bos` the model's beginning-of-text token
    stands before the text, or its end-of-text token where it has no other; it is never scored, and without it the first
    token has no context and is not scored. With `eos` the end-of-text token is scored.
    """

    length: int | None = None
    stride: int | None = None
    bos: bool = True
    eos: bool = False


@frozen
class Answer:
    """What a model said. `logprob` is the natural logarithm of the likelihood of the answer's tokens; `probabilities`
    are those of the labels it had to choose from, in their order, and sum to 1; `tokens` are the answer's. None where
    not known. `error` says why a question was refused, in the words of whoever refused it.
    """

    text: str
    finish: Finish = "stop"
    prompt_tokens: int | None = None
    tokens: int | None = None
    logprob: float | None = None
    probabilities: tuple[float, ...] | None = None
    error: str | None = None


@frozen
class Likelihood:
    """How likely a model finds a text: `nll` in nats, summed over its `tokens` that were scored."""

    nll: float
    tokens: int
