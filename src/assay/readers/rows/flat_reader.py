"""The readers of files whose fields are the roles: they differ only in the names."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from assay.core.errors import InputError
from assay.core.messages import Text, say
from assay.readers.base import ReadOptions
from assay.readers.rows.flat import flat_part
from assay.readers.rows.names import Roles
from assay.readers.rows.parts import Part
from assay.readers.rows.probability_plan import plan_of
from assay.readers.tables.table import Table, shown_names


class FlatReader:
    """Recognises a file by `fields`; their roles are `roles`. `tool` is who writes such files."""

    name: ClassVar[str]
    tool: ClassVar[str]
    fields: ClassVar[tuple[str, ...]]
    roles: ClassVar[Roles]
    rank: ClassVar[int] = 0
    one_run: ClassVar[bool] = False

    def recognise(self, table: Table) -> Text | None:
        """By its fields."""
        if not table.has(*self.fields):
            return None
        return say("readers.why-fields", fields=list(self.fields), tool=self.tool)

    def read(self, table: Table, options: ReadOptions) -> Part:
        """The columns by their roles."""
        return self.read_roles(table, named(self.present(table), table, options), options)

    def read_roles(self, table: Table, roles: Roles, options: ReadOptions) -> Part:
        """The columns by these roles; raises InputError where there is nothing to judge and nothing to judge by."""
        plan = plan_of(table, roles, options.probability)
        if roles.prediction is None and roles.reference is None and plan is None:
            key = "readers.no-prediction" if options.role != "references" else "readers.no-reference"
            raise InputError(key, path=table.path or say("readers.values"), names=shown_names(table))
        return flat_part(table, roles, plan)

    def present(self, table: Table) -> Roles:
        """The roles whose columns this file has."""
        roles = self.roles
        return Roles(
            roles.identity if roles.identity in table.names else None,
            tuple(name for name in roles.prompt if name in table.names),
            roles.prediction if roles.prediction in table.names else None,
            roles.reference if roles.reference in table.names else None,
        )


def named(roles: Roles, table: Table, options: ReadOptions) -> Roles:
    """The roles with those columns that the user named; raises InputError for a column that is not there."""
    asked = {
        "--id": options.id,
        "--prompt": options.prompt,
        "--prediction": options.prediction,
        "--reference": options.reference,
    }
    for option, name in asked.items():
        if name is not None and name not in table.names:
            raise InputError("readers.no-column", path=table.path, option=option, name=name, names=list(table.names))
    chosen = replace(
        roles,
        identity=options.id or roles.identity,
        prompt=(options.prompt,) if options.prompt else roles.prompt,
        prediction=options.prediction or roles.prediction,
        reference=options.reference or roles.reference,
    )
    return _each_once(chosen, options)


def _each_once(roles: Roles, options: ReadOptions) -> Roles:
    """A column that was named for one role has no other that was only guessed."""
    if options.prediction and roles.reference == options.prediction:
        roles = replace(roles, reference=None)
    if options.reference and roles.prediction == options.reference:
        roles = replace(roles, prediction=None)
    taken = {roles.prediction, roles.reference}
    identity = roles.identity if roles.identity not in taken else None
    return replace(roles, identity=identity, prompt=tuple(name for name in roles.prompt if name not in taken))
