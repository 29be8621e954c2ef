"""Numbers, times and ports as Kubernetes' decoder reads them, without conversion."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from podlint.startup.lazy_pattern import pattern

__all__ = ["SCALARS", "Int32", "Int64", "IntOrString", "Scalar", "Time"]


_RFC_3339 = pattern(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)([.,]\d+)?(Z|[+-](\d\d):(\d\d))", re.ASCII
)


def _integer(bits: int) -> CoreSchema:
    limit = 1 << (bits - 1)
    return core_schema.int_schema(strict=True, ge=-limit, le=limit - 1)


def _check_time(value: str) -> str:
    match = _RFC_3339.fullmatch(value)
    if match:
        year, month, day, hour, minute, second = (int(match[group]) for group in range(1, 7))
        zone_hour, zone_minute = int(match[9] or 0), int(match[10] or 0)
        if (
            1 <= month <= 12
            and 1 <= day <= _days(year, month)
            and max(hour, zone_hour - 1) < 24
            and max(minute, second, zone_minute - 1) < 60
        ):
            return value
    raise ValueError("not a time such as 2006-01-02T15:04:05Z")


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


SCALARS: Mapping[str, CoreSchema] = {
    "int32": _integer(32),
    "int64": _integer(64),
    "int-or-string": core_schema.union_schema(
        [_integer(32), core_schema.str_schema(strict=True)],
        mode="left_to_right",
        custom_error_type="int_or_string",
        custom_error_message="neither a whole number of 32 bits nor a string",
    ),
    "time": core_schema.no_info_after_validator_function(
        _check_time, core_schema.str_schema(strict=True)
    ),
}
"""The validators of the types of this module, by their names in Kubernetes."""


class Scalar:
    """Marks a scalar type with its name in Kubernetes, one of `SCALARS`."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return SCALARS[self.name]


Int32: TypeAlias = Annotated[int, Scalar("int32")]
"""A signed integer of 32 bits; larger numbers are refused, as in Go's decoder."""

Int64: TypeAlias = Annotated[int, Scalar("int64")]
"""A signed integer of 64 bits."""

IntOrString: TypeAlias = Annotated[int | str, Scalar("int-or-string")]
"""A number or a string: a port by number or by name, a count or a percentage."""

Time: TypeAlias = Annotated[str, Scalar("time")]
"""A time in the form of RFC 3339 that Go's `time.Parse` reads, as it was written."""
