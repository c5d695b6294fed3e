"""What is wrong with a judge's answer."""

from __future__ import annotations

from assay.core.messages import Text, say
from assay.frozen import frozen

REFUSED, NOTHING = "refused", "nothing"


@frozen
class Fault:
    """`code` is one of "no-json", "cut-off", "several", "missing", "scale", "refused" and "nothing"; `names` are the
    parts that are missing or off the scale, or the words in which an answer was refused.
    """

    code: str
    names: tuple[str, ...] = ()

    @property
    def mendable(self) -> bool:
        """Whether another answer may be better."""
        return self.code not in {REFUSED, NOTHING}

    @property
    def text(self) -> Text:
        """The fault as a sentence for people."""
        return say(f"judge.fault-{self.code}", names=list(self.names))
