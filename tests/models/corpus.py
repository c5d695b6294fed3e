"""Small talk of a help desk in two languages, made by a rule: what the tiny models of the tests are trained on."""

from __future__ import annotations

import random
from dataclasses import dataclass

LABELS = ("refund", "delivery", "repair")

_THINGS = (("phone", "手机"), ("lamp", "台灯"), ("printer", "打印机"), ("kettle", "水壶"), ("radio", "收音机"))
_SAID = {
    "refund": (
        ("I want my money back for the {}.", "我想退掉{}，请把钱还给我。"),
        ("Please return the price of the {} to my card.", "请把买{}的钱退回卡里。"),
    ),
    "delivery": (
        ("The {} has not arrived yet.", "{}还没有送到。"),
        ("When will the parcel with the {} come?", "装着{}的包裹什么时候到？"),
    ),
    "repair": (
        ("The {} is broken and makes a noise.", "{}坏了，还有怪声。"),
        ("My {} does not turn on any more.", "我的{}打不开了。"),
    ),
}
_REPLIES = {
    "refund": ("We pay back the {} within ten days.", "我们会在十天内退还{}的钱。"),
    "delivery": ("The {} is on its way to you.", "{}已经在路上了。"),
    "repair": ("Send us the {} and we mend it.", "请把{}寄来，我们来修。"),
}
ASKED = ("What is this about?", "这是关于什么的？")


@dataclass(frozen=True)
class Ticket:
    """What somebody wrote, what it is about, and what the desk answers."""

    question: str
    label: str
    reply: str

    @property
    def asked(self) -> str:
        """What a model is asked for the label."""
        return f"{self.question} {ASKED[not self.question.isascii()]}"


def tickets(n: int, seed: int = 0) -> list[Ticket]:
    """`n` tickets, about a third of them in Chinese."""
    draw = random.Random(seed)  # noqa: S311 - a draw of samples
    return [_ticket(draw) for _ in range(n)]


def _ticket(draw: random.Random) -> Ticket:
    language = int(draw.random() < 0.35)
    label, thing = draw.choice(LABELS), draw.choice(_THINGS)[language]
    said = draw.choice(_SAID[label])[language]
    return Ticket(said.format(thing), label, _REPLIES[label][language].format(thing))


def story(sentences: int, seed: int = 0) -> str:
    """A text of so many tickets and replies, one after the other: as long as a test wants."""
    said = [f"{ticket.question} {ticket.reply}" for ticket in tickets(sentences, seed)]
    return "\n".join(said)
