"""Classes that are whole when made: what a dataclass that is frozen does, they do."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Mapping
from copy import copy, deepcopy
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from functools import cached_property

import pytest

from assay.frozen import frozen


@frozen
class Label:
    """A label."""

    name: str
    count: int = 0
    others: Mapping[str, int] = field(default_factory=dict)
    note: str = field(default="", compare=False, repr=False)

    @cached_property
    def twice(self) -> int:
        return 2 * self.count


@dataclass(frozen=True)
class LabelOfDataclasses:
    """The same, as the standard library makes it."""

    name: str
    count: int = 0
    others: Mapping[str, int] = field(default_factory=dict)
    note: str = field(default="", compare=False, repr=False)


@frozen(eq=False)
class Rows:
    """Rows."""

    size: int

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError("rows are counted from 0")


@frozen
class Named(Label):
    """A label with more to it."""

    language: str = "en"


@frozen
class Nothing:
    """No field at all."""


def test_values_are_given_in_order_or_by_name_and_the_rest_are_the_usual_ones() -> None:
    label = Label("cat", others={"dog": 1})
    assert (label.name, label.count, label.others, label.note) == ("cat", 0, {"dog": 1}, "")
    assert Named("cat", 2, language="zh-Hans").count == 2


def test_a_default_that_is_made_is_made_anew_each_time() -> None:
    assert Label("cat").others is not Label("cat").others


@pytest.mark.parametrize(
    ("given", "named", "why"),
    [
        ((), {}, "missing a required argument: 'name'"),
        (("a", 1, {}, "", 5), {}, "too many positional arguments"),
        (("a",), {"name": "b"}, "multiple values for argument 'name'"),
        (("a",), {"size": 3}, "got an unexpected keyword argument 'size'"),
        ((), {"size": 3}, "missing a required argument: 'name'"),
    ],
)
def test_wrong_arguments_are_refused_as_a_function_refuses_them(
    given: tuple[object, ...], named: dict[str, object], why: str
) -> None:
    with pytest.raises(TypeError, match=why):
        Label(*given, **named)  # type: ignore[arg-type]


def test_nothing_can_be_set_or_deleted_later() -> None:
    label = Label("cat")
    with pytest.raises(FrozenInstanceError, match="'count'"):
        label.count = 3  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="'name'"):
        del label.name
    assert label == Label("cat")


def test_what_is_worked_out_once_is_kept_and_is_no_part_of_the_value() -> None:
    label = Label("cat", 3)
    assert (label.twice, label) == (6, Label("cat", 3))


def test_equal_fields_make_equal_values_with_one_hash() -> None:
    one, two = Label("cat", 1, (), "here"), Label("cat", 1, (), "there")  # type: ignore[arg-type]  # of what has a hash
    assert (one == two, hash(one) == hash(two), one == Label("cat", 2)) == (True, True, False)
    assert Nothing() == Nothing()
    assert Label("cat") != Named("cat")


def test_without_eq_an_instance_equals_itself_alone() -> None:
    rows = Rows(3)
    assert rows == rows  # noqa: PLR0124 - is the point
    assert rows != Rows(3)
    assert len({rows, rows, Rows(3)}) == 2


def test_it_is_shown_as_the_standard_library_shows_it() -> None:
    told = repr(LabelOfDataclasses("cat", 1)).replace("LabelOfDataclasses", "Label")
    assert repr(Label("cat", 1)) == told == "Label(name='cat', count=1, others={})"


def test_the_tools_of_dataclasses_work_on_it() -> None:
    label = Label("cat", 1, {"dog": 2})
    assert is_dataclass(Nothing)
    assert [one.name for one in fields(Named)] == ["name", "count", "others", "note", "language"]
    assert replace(label, count=5) == Label("cat", 5, {"dog": 2})
    assert asdict(label) == {"name": "cat", "count": 1, "others": {"dog": 2}, "note": ""}


def test_what_is_checked_when_made_is_checked_when_replaced() -> None:
    with pytest.raises(ValueError, match="from 0"):
        replace(Rows(3), size=-1)


def test_it_is_copied_and_pickled() -> None:
    label = Label("cat", 1, {"dog": 2})
    assert copy(label) == deepcopy(label) == pickle.loads(pickle.dumps(label)) == label  # noqa: S301 - our own


def test_its_arguments_are_told_as_the_standard_library_tells_them() -> None:
    ours, theirs = inspect.signature(Label).parameters, inspect.signature(LabelOfDataclasses).parameters
    assert list(ours) == list(theirs)
    assert [one.annotation for one in ours.values()] == [one.annotation for one in theirs.values()]
    assert ours["name"].default is inspect.Parameter.empty
    assert ours["count"].default == 0
