"""Questions and texts to tokens, as the model was taught to see them, and its tokens back to text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assay.core.asking import Passage, Question
from assay.core.errors import InputError
from assay.frozen import frozen
from assay.models.local.windows import Scored

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

_TAIL = 24  # characters before an answer that can move where its first token ends


@frozen
class Prompt:
    """What the model sees before it answers: `text`, of which `tokens` are the code. `refused` says why the template
    does not take the question; there are no tokens then.
    """

    text: str
    tokens: list[int]
    refused: str | None = None


@frozen
class Turn:
    """How a template writes an answer: behind the white space `lead`, and closed by the token `end`."""

    lead: str
    end: int | None


class Prompts:
    """A tokenizer with the rules of its model.

    A chat is written by the model's own template; where it has none, the contents of its turns and then the answer
    follow each other, each on a new line. A plain text stays as it is. Both are begun by the tokenizer's own rule.
    """

    def __init__(self, tokenizer: PreTrainedTokenizerBase) -> None:
        self.tokenizer = tokenizer
        self.templated = tokenizer.chat_template is not None
        self._turn = self._found_turn() if self.templated else Turn("", tokenizer.eos_token_id)
        self.following = lru_cache(1 << 14)(self._following)

    @property
    def start(self) -> int | None:
        """The beginning-of-text token; where there is none the end-of-text token, which in training stood before every
        text but the first (as in lm-evaluation-harness).
        """
        begins, ends = self.tokenizer.bos_token_id, self.tokenizer.eos_token_id
        token: int | None = ends if begins is None else begins
        return token

    def turn(self, question: Question) -> Turn:
        """How an answer to the question is written."""
        return self._turn if question.messages else Turn("", self.tokenizer.eos_token_id)

    def of(self, questions: Sequence[Question]) -> list[Prompt]:
        """The prompt of each question."""
        texts = [self._written(question) for question in questions]
        tokens = self._coded([text or "" for text, _ in texts], [self._is_templated(one) for one in questions])
        nothing = [] if self.start is None else [self.start]
        return [
            Prompt(text or "", [] if refused else coded or nothing, refused)
            for (text, refused), coded in zip(texts, tokens, strict=True)
        ]

    def scored(self, passages: Sequence[Passage], *, bos: bool, eos: bool) -> list[Scored]:
        """The tokens of each passage, and which of them is the first that is scored.

        Raises InputError for a prompt that the template does not take.
        """
        plain = self._coded([passage.text for passage in passages], [True] * len(passages))
        return [
            self._alone(text, bos=bos, eos=eos)
            if passage.prompt is None
            else self._behind(passage.prompt, passage, eos=eos)
            for passage, text in zip(passages, plain, strict=True)
        ]

    def answer(self, question: Question, prompt: Prompt, text: str) -> list[int]:
        """The tokens of a whole answer, the one that ends it included."""
        turn = self.turn(question)
        return self.following(prompt.text, turn.lead + text) + ([] if turn.end is None else [turn.end])

    def ends(self, stop: Sequence[str]) -> frozenset[int]:
        """The tokens that end an answer by the tokenizer and the template, and those that are a stop text as a whole:
        such a mark is no part of what the model says, so that it is not found there.
        """
        marks = self.tokenizer.get_added_vocab()
        known = {self.tokenizer.eos_token_id, self._turn.end, *(marks.get(text) for text in stop)}
        return frozenset(token for token in known if token is not None)

    def text_of(self, tokens: Sequence[int]) -> str:
        """What the tokens say, without those that are marks."""
        said = self.tokenizer.decode(list(tokens), skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return str(said)

    def _alone(self, text: list[int], *, bos: bool, eos: bool) -> Scored:
        start = [] if self.start is None or not bos or text[:1] == [self.start] else [self.start]
        end = self.tokenizer.eos_token_id if eos else None
        return Scored(start + text + ([] if end is None else [end]), 1)

    def _behind(self, question: Question, passage: Passage, *, eos: bool) -> Scored:
        prompt = self.of([question])[0]
        if prompt.refused is not None:
            raise InputError("local.prompt-refused", id=passage.id, why=prompt.refused)
        turn = self.turn(question)
        text = self.following(prompt.text, turn.lead + passage.text)
        end = [] if turn.end is None or not eos else [turn.end]
        return Scored(prompt.tokens + text + end, max(1, len(prompt.tokens)))

    def _following(self, before: str, text: str) -> list[int]:
        """The tokens of a text as it stands behind another: alone, some tokenizers would put a space before it."""
        tail = before[-_TAIL:]
        start, whole = self._coded([tail, tail + text], [True, True])
        if tail and whole[: len(start)] == start:
            return whole[len(start) :]
        return self._coded([text], [True])[0]

    def _is_templated(self, question: Question) -> bool:
        return self.templated and question.text is None

    def _written(self, question: Question) -> tuple[str | None, str | None]:
        """The prompt's text, or why there is none."""
        if question.text is not None:
            return question.text, None
        if not self.templated:
            return "".join(f"{message.content}\n" for message in question.messages), None
        chat = [{"role": message.role, "content": message.content} for message in question.messages]
        try:
            return self._rendered(chat, opened=True), None
        except Exception as failed:  # the template is the model's own program, and may fail in any way
            return None, str(failed) or type(failed).__name__

    def _rendered(self, chat: list[dict[str, str]], *, opened: bool) -> str:
        text = self.tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=opened)
        return str(text)

    def _coded(self, texts: list[str], complete: list[bool]) -> list[list[int]]:
        """The tokens of each text; what is `complete` gets no further token at its beginning."""
        coded: list[list[int]] = [[]] * len(texts)
        for whole in set(complete):
            places = [place for place, one in enumerate(complete) if one == whole]
            chosen = [texts[place] for place in places]
            for place, tokens in zip(places, self._tokens(chosen, whole=whole), strict=True):
                coded[place] = tokens
        return coded

    def _tokens(self, texts: list[str], *, whole: bool) -> list[list[int]]:
        coded: list[list[int]] = self.tokenizer(texts, add_special_tokens=not whole, verbose=False)["input_ids"]
        end = self.tokenizer.eos_token_id
        if whole:
            return coded
        # Some close every text with an end: nothing would be said after it.
        return [tokens[:-1] if len(tokens) > 1 and tokens[-1] == end else tokens for tokens in coded]

    def _found_turn(self) -> Turn:
        """What the template writes before and after an answer, found by having it write one."""
        asked, answer = {"role": "user", "content": "a"}, {"role": "assistant", "content": "qzxq"}
        end = self.tokenizer.eos_token_id
        try:
            opened, whole = self._rendered([asked], opened=True), self._rendered([asked, answer], opened=False)
        except Exception:  # as above; then an answer is written as it is
            return Turn("", end)
        if not whole.startswith(opened) or "qzxq" not in whole[len(opened) :]:
            return Turn("", end)
        lead, _, after = whole[len(opened) :].partition("qzxq")
        marks = set(self.tokenizer.all_special_ids) | set(self.tokenizer.get_added_vocab().values())
        closing = [token for token in self._coded([after], [True])[0] if token in marks]
        return Turn("" if lead.strip() else lead, closing[0] if closing else end)
