"""Kubernetes quantities: amounts of CPU, memory and other resources, computed exactly.

The grammar, the rounding, the caps and the printed form are those of
`k8s.io/apimachinery/pkg/api/resource.Quantity`: whole numbers of nano-units, no floats.
"""

import functools
import re
from typing import Any, Literal, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from podlint.document.numerals import whole_number
from podlint.startup.lazy_pattern import pattern

__all__ = ["Quantity"]

Notation: TypeAlias = Literal["decimal", "binary", "exponent"]

DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
SPELLING = pattern(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?P<point>\.(?P<fraction>[0-9]*))?"
    r"(?P<suffix>[eEinumkKMGTP]*(?:[+-]?[0-9]*))"
)
EXPONENT = pattern(r"[eE][+-]?[0-9]+")
BLANKS = " \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
BLANKS += "\u202f\u205f\u3000"
NANO = 10**9
LARGEST_BINARY = (2**63 - 1) * NANO
DIGITS_IN_INT64 = 18
LONGEST = 1000


class Quantity:
    """An exact amount of a resource, such as `500m`, `1.5` or `64Mi`.

    Equality and order compare amounts: `Quantity.parse("1") == Quantity.parse("1000m")`. `str()`
    returns an amount as Kubernetes prints it: in the original spelling if Kubernetes keeps it,
    otherwise in the canonical form. `Quantity()` is zero.
    """

    __slots__ = ("_kept", "is_long", "nano", "notation", "original", "scale")

    _kept: str
    scale: int
    """The power of ten of which Kubernetes stores the amount as a multiple."""
    is_long: bool
    """Whether Kubernetes stores a decimal number of any length, not 64 bits and a power of ten."""
    nano: int
    """The amount in billionths."""
    notation: Notation
    """The family of suffixes for printing."""
    original: str
    """The original spelling; for a computed amount, its printed form."""

    def __init__(self, nano: int = 0, notation: Notation = "decimal") -> None:
        object.__setattr__(self, "nano", nano)
        object.__setattr__(self, "notation", notation)
        object.__setattr__(self, "_kept", "")
        object.__setattr__(self, "scale", -9 if nano else 0)
        object.__setattr__(self, "is_long", not fits(nano))
        object.__setattr__(self, "original", self.canonical)

    def __setattr__(self, name: str, value: Any) -> None:
        message = f"a quantity cannot be changed: {name} = {value!r}"
        raise AttributeError(message)

    @classmethod
    def parse(cls, value: "str | int | float") -> "Quantity":
        """Parse a JSON string or number as Kubernetes does.

        Raises:
            ValueError: The text is not a quantity, or has more than 1,000 digits.
        """
        if isinstance(value, str):
            return read(value, value.strip(BLANKS))
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError("neither a string nor a number")  # noqa: TRY004 as for all that is not a quantity
        text = spell_number(value)
        return read(text, text)

    @property
    def milli(self) -> int:
        """The amount in thousandths, rounded away from zero."""
        return divide(self.nano, 10**6)

    @property
    def value(self) -> int:
        """The amount in whole units, rounded away from zero."""
        return divide(self.nano, NANO)

    @property
    def canonical(self) -> str:
        """The canonical form: no fraction, and the largest suffix that loses no precision.

        As in Kubernetes, an amount of 1000E or more has no suffix.
        """
        if self.nano == 0:
            return "0"
        if self.notation == "binary" and abs(self.nano) >= 1024 * NANO and self.nano % NANO == 0:
            number, times = remove_factors(self.nano // NANO, 1024)
            return f"{number}{BINARY_SUFFIXES.get(times * 10, '')}"
        number, exponent = remove_factors(self.nano, 10)
        exponent -= 9
        number *= 10 ** (exponent % 3)
        exponent -= exponent % 3
        if self.notation == "exponent":
            return f"{number}e{exponent}" if exponent else str(number)
        return f"{number}{DECIMAL_SUFFIXES.get(exponent, '')}"

    def rounded_to_milli(self) -> "Quantity":
        """This amount rounded away from zero to thousandths, as the API server stores it."""
        if self.scale >= -3 and not self.is_long:
            return self
        return hold(Quantity(self.milli * 10**6, self.notation), -3, is_long=self.is_long)

    def as_long(self) -> "Quantity":
        """This amount as a decimal number of any length, which is printed as before."""
        found = hold(Quantity(self.nano, self.notation), self.scale, is_long=True)
        object.__setattr__(found, "_kept", self._kept)
        return found

    def __str__(self) -> str:
        return self._kept or self.canonical

    def __repr__(self) -> str:
        return f"Quantity({str(self)!r})"

    def __hash__(self) -> int:
        return hash((Quantity, self.nano))

    def __eq__(self, other: object) -> bool:
        return self.nano == other.nano if isinstance(other, Quantity) else NotImplemented

    def __lt__(self, other: "Quantity") -> bool:
        return self.nano < other.nano if isinstance(other, Quantity) else NotImplemented

    def __le__(self, other: "Quantity") -> bool:
        return self.nano <= other.nano if isinstance(other, Quantity) else NotImplemented

    def __gt__(self, other: "Quantity") -> bool:
        return self.nano > other.nano if isinstance(other, Quantity) else NotImplemented

    def __ge__(self, other: "Quantity") -> bool:
        return self.nano >= other.nano if isinstance(other, Quantity) else NotImplemented

    def __add__(self, other: "Quantity") -> "Quantity":
        return self._plus(other, other.nano) if isinstance(other, Quantity) else NotImplemented

    def __sub__(self, other: "Quantity") -> "Quantity":
        return self._plus(other, -other.nano) if isinstance(other, Quantity) else NotImplemented

    def __neg__(self) -> "Quantity":
        return hold(Quantity(-self.nano, self.notation), self.scale, is_long=self.is_long)

    def _plus(self, other: "Quantity", nano: int) -> "Quantity":
        """The sum with `nano`, which is `other` or its negative. Go: `int64Amount.Add`."""
        total = Quantity(self.nano + nano, self.notation if self.nano else other.notation)
        scale = min((each.scale for each in (self, other) if each.nano), default=0)
        unit = 10 ** (scale + 9)
        short = all(fits(amount // unit) for amount in (self.nano, nano, total.nano))
        return hold(total, scale, is_long=self.is_long or other.is_long or not short)

    def __reduce__(self) -> tuple[Any, ...]:
        return read, (self.original, self.original.strip(BLANKS)), None

    @classmethod
    def schema(cls) -> CoreSchema:
        """The schema with which pydantic reads, writes and describes a quantity."""
        return core_schema.no_info_plain_validator_function(
            lambda value: value if isinstance(value, Quantity) else cls.parse(value),
            serialization=core_schema.plain_serializer_function_ser_schema(str),
            metadata={"pydantic_js_functions": [cls.__get_pydantic_json_schema__]},
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:
        return cls.schema()

    @classmethod
    def __get_pydantic_json_schema__(
        cls, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, {"type": "number"}]}


DECIMAL_SUFFIXES = {exponent: suffix for suffix, exponent in DECIMAL.items()}
BINARY_SUFFIXES = {0: ""} | {exponent: suffix for suffix, exponent in BINARY.items()}


@functools.lru_cache(maxsize=1024)
def read(original: str, text: str) -> Quantity:
    """The quantity with the spelling `text`, which is `original` without blanks."""
    match = SPELLING.fullmatch(text)
    if match is None or not text:
        raise ValueError(explain(original, text))
    suffix = match["suffix"]
    digits = (match["whole"].lstrip("0") or "0") + (match["fraction"] or "")
    places = len(match["fraction"] or "")
    notation: Notation = "decimal"
    factor, exponent = 1, DECIMAL.get(suffix)
    if exponent is None and suffix in BINARY:
        notation, factor, exponent = "binary", 2 ** BINARY[suffix], 0
    elif exponent is None:
        if not EXPONENT.fullmatch(suffix):
            raise ValueError(explain(original, text))
        notation, exponent = "exponent", whole_number(suffix[1:]) or 0
    scale = exponent - places
    if len(digits) > LONGEST or abs(exponent) > LONGEST:
        message = f"a quantity of more than {LONGEST} digits"
        raise ValueError(message)
    quick = is_quick(digits, scale, suffix, places)
    if not quick and not (match["whole"] or match["fraction"]):
        raise ValueError(explain(original, text))
    amount = int(digits) * factor
    nano = amount * 10 ** (scale + 9) if scale >= -9 else divide(amount, 10 ** -(scale + 9))
    if notation == "binary":
        nano = min(nano, LARGEST_BINARY)
        if 0 < nano < NANO:
            notation = "decimal"
    quantity = Quantity(-nano if match["sign"] == "-" else nano, notation)
    keep = quick and is_canonical(digits, scale, suffix)
    object.__setattr__(quantity, "_kept", text if keep else "")
    object.__setattr__(quantity, "original", original)
    return hold(quantity, scale if quick else -9, is_long=not quick)


def hold(quantity: Quantity, scale: int, *, is_long: bool) -> Quantity:
    """This new quantity, stored as Kubernetes would."""
    object.__setattr__(quantity, "scale", scale)
    object.__setattr__(quantity, "is_long", is_long)
    return quantity


def is_quick(digits: str, scale: int, suffix: str, places: int) -> bool:
    """Whether Kubernetes reads these digits as one 64-bit integer and a power of ten."""
    if suffix in BINARY:
        exponent = BINARY[suffix]
        room = 15 - len(digits) - exponent * 3 // 10 - 1
        return places == 0 and room >= 0 and int(digits) << exponent < 2**63
    return len(digits) <= DIGITS_IN_INT64 and scale >= -9


def is_canonical(digits: str, scale: int, suffix: str) -> bool:
    """Whether Kubernetes considers the spelling canonical, and so keeps it.

    The test of Kubernetes is not exact: it accepts `+1`, `010` and `1.500`.
    """
    if suffix in BINARY:
        return int(digits) & 0x07 != 0
    return scale % 3 == 0 and not digits.endswith("000") and digits[0] != "0"


def spell_number(number: "float") -> str:
    """A number as Go's JSON encoder writes it: `1e21` becomes `1e+21`, `1e16` has all its
    digits.
    """
    if isinstance(number, int):
        return str(number) if abs(number) < 10**LONGEST else "9" * (LONGEST + 1)
    from decimal import Decimal

    text = repr(number)
    if number == 0 or 1e-6 <= abs(number) < 1e21:
        return format(Decimal(text).normalize(), "f")
    return text.replace("e-0", "e-")


def fits(number: int) -> bool:
    """Whether a number fits into a signed integer of 64 bits."""
    return -(2**63) <= number < 2**63


def divide(amount: int, by: int) -> int:
    """The quotient, rounded away from zero."""
    return -(-amount // by) if amount >= 0 else amount // by


def remove_factors(amount: int, factor: int) -> tuple[int, int]:
    """`amount` without its factors `factor`, and the number of these."""
    times = 0
    while amount % factor == 0:
        amount //= factor
        times += 1
    return amount, times


def explain(original: str, text: str) -> str:
    """Why a spelling is not a quantity, and what was probably meant."""
    advice = "write it as 500m, 2, 64Mi or 1.5Gi"
    number = re.match(r"[+-]?[0-9]*\.?[0-9]+", text)
    if number:
        suffix = text[number.end() :].strip()
        known = {name.lower(): name for name in (*BINARY, *DECIMAL)}
        meant = known.get(suffix.lower()) or known.get(suffix.lower().rstrip("b"))
        if meant is not None and suffix:
            advice = f"write {number[0]}{meant}"
    return f"not a quantity: {advice}" if original else f"empty, not a quantity: {advice}"
