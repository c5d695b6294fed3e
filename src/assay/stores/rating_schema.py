"""How the tables of people's ratings came to be, step by step. A step that has been published is never changed."""

from __future__ import annotations

from assay.stores.dialect import Use
from assay.stores.steps import Schema

PROJECTS = (
    """
    CREATE TABLE rating_projects (
        id {id} NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, form TEXT NOT NULL, plan TEXT NOT NULL,
        token TEXT NOT NULL UNIQUE, made_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE rating_exhibits (
        project INTEGER NOT NULL REFERENCES rating_projects (id), number INTEGER NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (project, number)
    )
    """,
    """
    CREATE TABLE raters (
        id {id} NOT NULL PRIMARY KEY, project INTEGER NOT NULL REFERENCES rating_projects (id), name TEXT NOT NULL,
        token TEXT NOT NULL UNIQUE, UNIQUE (project, name)
    )
    """,
    """
    CREATE TABLE rating_cards (
        rater INTEGER NOT NULL REFERENCES raters (id), position INTEGER NOT NULL, exhibit INTEGER NOT NULL,
        shown TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (rater, position)
    )
    """,
    """
    CREATE TABLE rating_marks (
        rater INTEGER NOT NULL REFERENCES raters (id), key TEXT NOT NULL, turn BIGINT NOT NULL,
        position INTEGER NOT NULL, what TEXT NOT NULL, value TEXT NOT NULL, seconds {real}, at TEXT NOT NULL,
        PRIMARY KEY (rater, key)
    )
    """,
)
"""The first: projects, what is shown, raters, their cards, and every mark they make. Alembic made the same tables in
the first databases; its `alembic_version` stays there, as no step needs it.
"""

SCHEMA = Schema("rating_projects", (PROJECTS,))
RATINGS = Use("ratings", lock=7216173, settings=("synchronous = FULL", "foreign_keys = ON"), share=True)
"""What was said to be saved outlives a power cut."""
