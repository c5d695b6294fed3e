"""What the pages show, as JSON: the form, the cards without a word of who wrote what, and all sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from assay.core.messages import LANGUAGES, catalogue, has_sentence, say
from assay.core.rating_project import Answered, Card, Criterion, Exhibit, Form, Project
from assay.core.report import Json
from assay.text.language import language_of
from assay.text.turns import turns

_LANGUAGE_NAMES = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}
_GRADES = (1, 5)  # of the anchors that Assay has words for


def project_shown(project: Project, language: str) -> dict[str, Json]:
    """The project with its form, in the rater's language."""
    form = project.form
    return {
        "name": project.name,
        "mode": form.mode,
        "format": "markdown" if form.markdown else "text",
        "guidelines": _text(form.guidelines, markdown=True),
        "criteria": list(project_form(form, language)),
    }


def project_form(form: Form, language: str) -> list[dict[str, Json]]:
    """What is asked, criterion by criterion, in the rater's language."""
    return [_criterion(one, form, language) for one in form.criteria]


def words_for(page: str, language: str) -> dict[str, Json]:
    """Every sentence of a page, without the page's prefix."""
    prefix = f"{page}-"
    entries = catalogue("rate")
    return {name.removeprefix(prefix): entries[name][language] for name in entries if name.startswith(prefix)}


def languages() -> list[Json]:
    """Those that the pages speak."""
    return [{"code": code, "name": _LANGUAGE_NAMES[code]} for code in LANGUAGES]


def cards_shown(form: Form, cards: Sequence[Card], exhibits: Mapping[int, Exhibit], first: int) -> list[Json]:
    """The cards from the position `first` on, outputs in the order of each."""
    return [_card(form, card, exhibits[card.exhibit], first + place) for place, card in enumerate(cards)]


def state_of(answered: Answered) -> tuple[list[Json], int]:
    """What holds of all that the rater said, and their highest turn."""
    marks = [mark for here in answered.said.values() for mark in here.values()]
    held: list[Json] = [
        {"position": mark.position, "what": mark.what, "value": mark.value, "turn": mark.turn}
        for mark in marks
        if mark.value is not None
    ]
    return held, max((mark.turn for mark in marks), default=0)


def title_of(criterion: Criterion, language: str) -> str:
    """What a criterion is called."""
    return criterion.title or _known(f"rating.criterion-{criterion.name}", language) or criterion.name.replace("_", " ")


def prompt_shown(prompt: str | None) -> str | None:
    """The prompt as people read it: what was asked, or who said what, without the marks of a chat template. Roles are
    named in the prompt's own language, since the card does not change with the page's.
    """
    said = turns(prompt or "")
    if len(said) < 2:
        return said[0][1] if said else prompt
    language = "zh-Hans" if language_of([text for _, text in said]) == "zh" else "en"
    return "\n\n".join(f"{_role(role, language)}{text}" for role, text in said)


def _role(role: str, language: str) -> str:
    key = f"rating.turn-{role}"
    name = say(key).in_language(language) if has_sentence(key) else role
    return say("rating.turn", role=name).in_language(language)


def _criterion(one: Criterion, form: Form, language: str) -> dict[str, Json]:
    rating = form.mode == "rating"
    known = _known(f"rating.question-{one.name}" if rating else f"rating.better-{one.name}", language)
    anchors = {**_own_anchors(one, form, language), **one.anchors}
    return {
        "name": one.name,
        "title": title_of(one, language),
        "question": one.question or known or "",
        "low": one.low,
        "high": one.high,
        "step": 1,
        "anchors": [{"value": grade, "text": anchors[grade]} for grade in sorted(anchors)],
    }


def _own_anchors(one: Criterion, form: Form, language: str) -> dict[int, str]:
    """Assay's words for the grades from 1 to 5; for those of another scale, or that it does not know, for the ends."""
    if form.mode != "rating" or one.anchors:
        return {}
    if (one.low, one.high) == _GRADES:
        found = {grade: _known(f"rating.anchor-{one.name}-{grade}", language) for grade in range(1, 6)}
        if all(found.values()):
            return {grade: text or "" for grade, text in found.items()}
    ends = {one.low: "rating.anchor-worst", one.high: "rating.anchor-best"}
    return {grade: say(key).in_language(language) for grade, key in ends.items()}


def _known(key: str, language: str) -> str | None:
    return say(key).in_language(language) if has_sentence(key) else None


def _card(form: Form, card: Card, exhibit: Exhibit, position: int) -> Json:
    def text(given: str | None) -> Json:
        return None if given is None else _text(given, markdown=form.markdown)

    return {
        "position": position,
        "part": "practice" if card.kind == "practice" else "main",
        "prompt": text(prompt_shown(exhibit.prompt)),
        "reference": text(exhibit.reference),
        "outputs": [text(exhibit.outputs[place].text) for place in card.order],
    }


def _text(text: str, *, markdown: bool) -> dict[str, Json]:
    return {"text": text, "html": _drawn(text) if markdown else None}


@cache
def _markdown() -> object:
    from markdown_it import MarkdownIt

    # No markup of the text's own, and nothing that leads away or loads: what is left cannot do anything.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "link", "autolink", "reference"])


def _drawn(text: str) -> str:
    """Markdown as HTML that does nothing."""
    rendered: str = _markdown().render(text)  # type: ignore[attr-defined]  # imported late, so named late
    return rendered
