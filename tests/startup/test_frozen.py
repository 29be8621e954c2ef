"""Frozen values: what a frozen dataclass does."""

from __future__ import annotations

import pytest

from podlint.startup.frozen import Frozen


class Point(Frozen):
    """A point, with a name."""

    x: int
    y: int = 0

    @property
    def sum(self) -> int:
        """Both together."""
        return self.x + self.y


class Named(Point):
    name: str = "?"


class Same(Frozen, eq=False):
    x: int


def test_fields_are_given_by_position_by_name_or_by_default() -> None:
    assert (Point(1).x, Point(1).y) == (1, 0)
    assert Point(1, y=2) == Point(x=1, y=2) == Point(1, 2)
    assert Point(1, 2).sum == 3
    assert Named(1, 2, "a") == Named(1, name="a", y=2)


@pytest.mark.parametrize(
    ("arguments", "named"), [((), {}), ((1, 2, 3), {}), ((1,), {"x": 2}), ((1,), {"z": 2})]
)
def test_wrong_arguments_are_refused(arguments: tuple[int, ...], named: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="Point"):
        Point(*arguments, **named)


def test_values_are_equal_by_class_and_fields() -> None:
    assert Point(1, 2) != Point(2, 1)
    assert Point(1, 2) != Named(1, 2)
    assert hash(Point(1, 0)) == hash(Point(1))
    assert len({Point(1), Point(1, 0), Point(2)}) == 2
    one = Same(1)
    assert one == one
    assert one != Same(1)


def test_nothing_changes() -> None:
    point = Point(1)
    with pytest.raises(AttributeError, match=r"replace\(x"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del point.x
    with pytest.raises(AttributeError):
        point.z = 2  # type: ignore[attr-defined]
    assert point.replace(y=5) == Point(1, 5)
    assert point == Point(1)
    with pytest.raises(TypeError):
        point.replace(z=5)


def test_a_value_shows_its_fields() -> None:
    assert repr(Named(1)) == "Named(x=1, y=0, name='?')"
