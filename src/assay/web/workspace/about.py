"""The interface to what the workspace itself is, and its sentences."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from assay import __version__
from assay.policy.templates import READY, about
from assay.rating.shown import languages
from assay.web.asked import Language
from assay.web.pages import words_of


class PolicyShape(BaseModel):
    """A policy that comes with Assay."""

    name: str
    about: str


class LanguageShape(BaseModel):
    """A language of the pages, by its own name."""

    code: str
    name: str


class AboutShape(BaseModel):
    """What this server is."""

    version: str
    language: str
    languages: list[LanguageShape]
    policies: list[PolicyShape]
    locked: bool
    words: dict[str, str]


def about_routes(*, locked: bool) -> APIRouter:
    """The one route."""
    routes = APIRouter(tags=["about"])

    @routes.get("/about")
    def about_this(language: Language) -> AboutShape:
        """The version, the ready-made policies, and the sentences of the pages, in one language."""
        return AboutShape(
            version=__version__,
            language=language,
            languages=[LanguageShape.model_validate(one) for one in languages()],
            policies=[PolicyShape(name=name, about=about(name, language)) for name in READY],
            locked=locked,
            words=words_of("page", language),
        )

    return routes
