"""Models: questions in, answers out. On this machine (`local`), or behind an OpenAI-compatible server (`endpoint`)."""

from __future__ import annotations

from assay.models.base import Identity as Identity
from assay.models.base import Model as Model
