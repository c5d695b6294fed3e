"""Answers that were drawn at random."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from assay.core.finding import Finding
from assay.core.messages import say

if TYPE_CHECKING:
    from assay.checks.base import Case, Looked


class SampledDecoding:
    """The answers were drawn at random: asked again with another seed the model would have said something else, and
    scored otherwise.

    Decided by the settings beside the file, where it says how it was made: a temperature above 0.

    Ignore it where the product draws at random too; then judge several draws as repeats.
    """

    code: ClassVar[str] = "sampled-decoding"

    def look(self, case: Case) -> Looked:
        """From the settings that the file was made by."""
        settings = case.examples.source.settings
        if "temperature" not in settings:
            return say("findings.needs-settings")
        temperature = settings["temperature"]
        if float(temperature) == 0:
            return None
        return Finding(
            self.code,
            "note",
            say("findings.sampled-decoding-title"),
            say("findings.sampled-decoding-message", temperature=temperature, seed=settings.get("seed", "?")),
            {"temperature": float(temperature)},
            actions=(say("findings.sampled-decoding-greedy"), say("findings.sampled-decoding-repeats")),
        )
