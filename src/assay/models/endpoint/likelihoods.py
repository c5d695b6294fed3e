"""How likely the model finds each text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assay.core.asking import Likelihood, Passage, Question, Window
from assay.core.errors import InputError
from assay.core.messages import say
from assay.models.endpoint.client import Client
from assay.models.endpoint.failure import RefusalError
from assay.models.endpoint.request import Asked, Body, plain
from assay.models.endpoint.scoring import Token, UnsoundError, Way, common, scored, total
from assay.models.endpoint.server import Server
from assay.models.endpoint.stream import Give
from assay.models.endpoint.trust import Trust, continued


async def likelihoods(
    client: Client,
    passages: Sequence[Passage],
    window: Window,
    wanted: Collection[int],
    give: Give[tuple[int, Likelihood]],
) -> None:
    """Gives the likelihood of each wanted text. Raises InputError for windows, which need the model's tokenizer, for a
    text that is too long, and where the server's likelihoods are not right.
    """
    if window.length is not None or window.stride is not None:
        raise InputError("endpoint.no-windows")
    if window.eos:
        raise InputError("endpoint.no-end")
    scorer = Scorer(client, {} if window.bos else {"add_special_tokens": False})

    async def ask(server: Server, place: int) -> Likelihood:
        passage = passages[place]
        if not passage.text:
            return Likelihood(0.0, 0)
        try:
            tokens = await scorer.behind(server, passage.prompt, passage.text)
        except RefusalError as refused:
            name = "endpoint.passage-too-long" if refused.too_long else "endpoint.passage-refused"
            raise InputError(name, id=passage.id, words=refused.words) from None
        known = [token for token in tokens if token.logprob is not None]
        return Likelihood(-total(known), len(known))

    await client.carry_out(wanted, ask, give)


class Scorer:
    """Scores texts behind prompts; `fields` go with each request."""

    def __init__(self, client: Client, fields: Body | None = None) -> None:
        self._client, self._fields = client, fields or {}
        self.trust = Trust(client)

    async def behind(self, server: Server, prompt: Question | None, text: str) -> list[Token]:
        """The tokens of the text, the one included that holds the end of the prompt too. Raises RefusalError,
        PassingError or InputError.
        """
        kind = self._client.kind_of(prompt) if prompt else "completion"
        way = await self.trust.sure(server, kind)
        try:
            if kind == "chat" and prompt:
                return await self._answered(server, way, prompt, text)
            return await self._continued(server, way, plain(prompt) if prompt else "", text)
        except UnsoundError as unsound:
            raise InputError("endpoint.no-likelihoods", url=server.line.address.root, why=unsound.why) from None

    async def _continued(self, server: Server, way: Way, prompt: str, text: str) -> list[Token]:
        tokens = await self.tokens(server, "completion", way, self._text(prompt + text))
        if not prompt:
            return tokens
        start = _border(tokens, prompt, text)
        if start is None:  # tokens that are not written as they stand, as the beginning of a text
            before = await self.tokens(server, "completion", way, self._text(prompt))
            start = common(before, tokens)
            self._note_straddling(start, before)
        return tokens[start:]

    async def _answered(self, server: Server, way: Way, prompt: Question, text: str) -> list[Token]:
        body = self._client.body(prompt, "chat")
        before = await self.tokens(server, "chat", way, body)
        tokens = await self.tokens(server, "chat", way, continued(body, text))
        start = common(before, tokens)
        self._note_straddling(start, before)
        return tokens[start:]

    async def tokens(self, server: Server, kind: Asked, way: Way, body: Body) -> list[Token]:
        """The prompt's tokens."""
        return await scored(self._client, server, kind, way, {**body, **self._fields})

    def _text(self, text: str) -> Body:
        return self._client.body(Question("", text=text), "completion")

    def _note_straddling(self, start: int, before: Sequence[Token]) -> None:
        if start < len(before):
            self._client.notes["straddling"] = say("endpoint.straddling")


def _border(tokens: Sequence[Token], prompt: str, text: str) -> int | None:
    """Where the text's first token is; None where the tokens' texts do not tell, or one holds the border."""
    if "".join(token.text for token in tokens) != prompt + text:
        return None
    length = 0
    for at, token in enumerate(tokens):
        if length == len(prompt):
            return at
        length += len(token.text)
    return None
