"""Planning: what a test must be like to answer a question, before there is one."""

from __future__ import annotations

from assay.planning.plan import plan

__all__ = ["plan"]
