"""What the routes share: answers, the language that is asked for, and secrets that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from fastapi import Depends, HTTPException, Query, Request

from assay.core.messages import DEFAULT_LANGUAGE, language_of, say

T = TypeVar("T")
Answer = Mapping[str, Any]


def there(found: T | None) -> T:
    """What was found; nothing is 404, in words that say no more."""
    if found is None:
        raise HTTPException(404, str(say("rating.no-such-link")))
    return found


def language_asked(request: Request, lang: Annotated[str | None, Query(max_length=20)] = None) -> str:
    """The language that is asked for, else the first of the browser's that we speak."""
    preferred = (one.partition(";")[0].strip() for one in request.headers.get("accept-language", "").split(","))
    return next((found for one in (lang or "", *preferred) if (found := language_of(one))), DEFAULT_LANGUAGE)


Language = Annotated[str, Depends(language_asked)]
