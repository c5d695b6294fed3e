"""The report's words, in its language."""

from __future__ import annotations

from assay.core.estimate import Estimate
from assay.core.messages import Text, has_sentence, say
from assay.core.verdict import Outcome
from assay.frozen import frozen


@frozen
class Words:
    """Says catalogue keys and Texts in `language`."""

    language: str

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence `key`, filled."""
        return say(key, **values).in_language(self.language)

    def of(self, text: Text | None) -> str:
        """The text; empty where there is none."""
        return "" if text is None else text.in_language(self.language)

    def together(self, *sentences: str) -> str:
        """Sentences in one paragraph: a space between them, but not in Chinese."""
        return (" " if self.language == "en" else "").join(sentence for sentence in sentences if sentence)

    def title(self, estimate: Estimate) -> str:
        """The metric's name for people, with the class it is about."""
        title = self.of(estimate.title) or estimate.metric
        if estimate.label is None:
            return title
        return self("renderers.of-class", title=title, label=estimate.label)

    def heading(self, estimate: Estimate) -> str:
        """The same at the beginning of a line, where English has a capital; a bare name keeps its own letters."""
        title = self.title(estimate)
        if estimate.title is None or not title.split(" ")[0].islower():
            return title  # "chrF" is spelled so
        return title[:1].upper() + title[1:]

    def outcome(self, outcome: Outcome) -> str:
        """PASS, FAIL or INCONCLUSIVE."""
        return self(f"core.outcome-{outcome.value}")

    def named(self, family: str, name: str) -> str:
        """The sentence `family` + `name`, such as "renderers.rule-" and "exact"; `name` itself where the catalogue has
        none, as for an outside plug-in's.
        """
        key = f"{family}{name}"
        return self(key) if has_sentence(key) else name
