"""People's ratings: projects, what is shown, raters, their cards, and every mark they make."""

import sqlalchemy as sa
from alembic import op

revision = "rating_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Five tables."""
    op.create_table(
        "rating_projects",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False, unique=True),
        sa.Column("made_at", sa.Text, nullable=False),
    )
    op.create_table(
        "rating_exhibits",
        sa.Column("project", sa.Integer, sa.ForeignKey("rating_projects.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "raters",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("project", sa.Integer, sa.ForeignKey("rating_projects.id"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("token", sa.Text, nullable=False, unique=True),
        sa.UniqueConstraint("project", "name"),
    )
    op.create_table(
        "rating_cards",
        sa.Column("rater", sa.Integer, sa.ForeignKey("raters.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("exhibit", sa.Integer, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
    )
    op.create_table(
        "rating_marks",
        sa.Column("rater", sa.Integer, sa.ForeignKey("raters.id"), primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("turn", sa.BigInteger, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("seconds", sa.Float),
        sa.Column("at", sa.Text, nullable=False),
    )
