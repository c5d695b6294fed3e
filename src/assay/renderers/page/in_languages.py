"""The page in the other languages: the words in which it differs, so that it changes language without a request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import unescape
from typing import TypedDict

from markupsafe import Markup

from assay.text.patterns import pattern

_TAG = pattern("(<[^>]*>)")


class Differing(TypedDict):
    """`places` count the page's texts, from 0, as a browser does; `texts` has those of each language."""

    places: list[int]
    texts: dict[str, list[str]]


def differing(pages: Mapping[str, Markup]) -> Differing:
    """Where the texts between the tags are not the same in all languages. A language whose page is built otherwise,
    which no report of ours is, is left out.
    """
    tags, texts = zip(*(_parted(page) for page in pages.values()), strict=True)
    same = [language for language, others in zip(pages, tags, strict=True) if others == tags[0]]
    columns = [column for column, others in zip(texts, tags, strict=True) if others == tags[0]]
    places = [place for place, row in enumerate(zip(*columns, strict=True)) if len(set(row)) > 1]
    return {
        "places": places,
        "texts": {
            language: [unescape(column[place]) for place in places]
            for language, column in zip(same, columns, strict=True)
        },
    }


def _parted(page: Markup) -> tuple[Sequence[object], Sequence[str]]:
    """The tags with whether a text follows each, and the texts that are not empty: those alone become nodes."""
    pieces = _TAG.split(str(page))
    texts = pieces[::2]
    return [pieces[1::2], [bool(text) for text in texts]], [text for text in texts if text]
