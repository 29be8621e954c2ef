"""Quantities are those of Kubernetes: recorded answers of its own code, and laws of arithmetic."""

from __future__ import annotations

import json
import pickle
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from podlint.models import Quantity
from podlint.models.resources import ResourceRequirements

RECORDED = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "golden/models/quantities.jsonl")
    .read_text()
    .splitlines()
]
FACTORS = {
    "n": Fraction(1, 10**9), "u": Fraction(1, 10**6), "m": Fraction(1, 1000), "": Fraction(1),
    "k": Fraction(10**3), "M": Fraction(10**6), "G": Fraction(10**9), "T": Fraction(10**12),
    "Ki": Fraction(2**10), "Mi": Fraction(2**20), "Gi": Fraction(2**30), "Ti": Fraction(2**40),
}  # fmt: skip

numbers = st.from_regex(r"[+-]?[0-9]{1,6}(\.[0-9]{0,6})?", fullmatch=True)
spellings = st.tuples(numbers, st.sampled_from(sorted(FACTORS)))
quantities = spellings.map("".join).map(Quantity.parse)


def parse_or_none(text: str) -> Quantity | None:
    try:
        return Quantity.parse(text)
    except ValueError:
        return None


def test_every_recorded_spelling_is_read_and_printed_as_kubernetes_does() -> None:
    for answer in RECORDED:
        for text, expected in zip(answer["in"], answer["read"], strict=True):
            quantity = parse_or_none(text)
            if quantity is None:
                assert expected == {"error": True}, text
            else:
                assert {
                    "string": str(quantity),
                    "canonical": quantity.canonical,
                    "milli": str(quantity.milli),
                    "value": str(quantity.value),
                    "rounded": str(quantity.rounded_to_milli()),
                } == expected, text


def test_every_recorded_sum_difference_and_order_is_that_of_kubernetes() -> None:
    compared = 0
    for answer in RECORDED:
        if "sum" in answer:
            first, *others = map(Quantity.parse, answer["in"])
            total, rest = first, first
            for other in others:
                total, rest = total + other, rest - other
            assert (str(total), str(rest)) == (answer["sum"], answer["difference"]), answer["in"]
            pairs = zip([first, *others], others, strict=False)
            assert [(a > b) - (a < b) for a, b in pairs] == answer["compared"], answer["in"]
            compared += 1
    assert compared > 200


@given(spellings)
def test_the_amount_is_exact(spelling: tuple[str, str]) -> None:
    number, suffix = spelling
    amount = Fraction(number) * FACTORS[suffix]
    nano = abs(amount) * 10**9
    rounded = -(-nano.numerator // nano.denominator)
    assert Quantity.parse(number + suffix).nano == (rounded if amount >= 0 else -rounded)


@given(spellings.map("".join))
def test_printing_and_reading_again_changes_nothing(text: str) -> None:
    quantity = Quantity.parse(text)
    for printed in (str(quantity), quantity.canonical, quantity.original):
        assert Quantity.parse(printed) == quantity
    assert Quantity.parse(quantity.canonical).canonical == quantity.canonical
    assert quantity.original == text


@given(quantities, quantities, quantities)
def test_sums_obey_the_laws(a: Quantity, b: Quantity, c: Quantity) -> None:
    assert (a + b) + c == a + (b + c)
    assert a + b == b + a
    assert (a + b) - b == a
    assert a + -a == Quantity()
    assert (a + b).nano == a.nano + b.nano


@given(quantities, quantities)
def test_order_goes_by_amount(a: Quantity, b: Quantity) -> None:
    assert [a < b, a == b, a > b].count(True) == 1
    assert (a <= b, a >= b) == (not a > b, not a < b)
    assert (hash(a) == hash(b)) if a == b else True
    assert sorted([a, b])[0] == min(a, b)


@given(quantities)
def test_rounding_goes_away_from_zero(quantity: Quantity) -> None:
    assert 0 <= (abs(quantity.milli) * 10**6 - abs(quantity.nano)) < 10**6
    assert 0 <= (abs(quantity.value) * 10**9 - abs(quantity.nano)) < 10**9
    assert quantity.rounded_to_milli().nano == quantity.milli * 10**6


@given(st.integers(8, 10**6), st.sampled_from(["Ei", "Pi"]))
def test_binary_amounts_are_capped_and_decimal_ones_are_not(number: int, suffix: str) -> None:
    exact = number * 2 ** {"Ei": 60, "Pi": 50}[suffix]
    assert Quantity.parse(f"{number}{suffix}").value == min(exact, 2**63 - 1)
    assert Quantity.parse(f"{number}000E").value == number * 10**21


@pytest.mark.parametrize(
    ("number", "spelled"),
    [(1, "1"), (0.5, "500m"), (1e3, "1k"), (1e16, "10P"), (1e21, "1e21"), (1e-7, "100e-9"),
     (0.1, "100m"), (-2.5, "-2500m"), (1.5e-5, "15u")],
)  # fmt: skip
def test_numbers_are_read_as_json_spells_them(number: float, spelled: str) -> None:
    assert Quantity.parse(number).canonical == spelled


@pytest.mark.parametrize(
    ("text", "advice"),
    [("1gi", "write 1Gi"), ("512MB", "write 512M"), ("1 Gi", "write 1Gi"), ("100K", "write 100k"),
     ("2GIB", "write 2Gi"), ("", "empty"), ("two", "write it as")],
)  # fmt: skip
def test_what_is_no_quantity_is_explained(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        Quantity.parse(text)


@pytest.mark.parametrize("value", [True, None, [], {}, b"1"])
def test_other_types_are_no_quantities(value: object) -> None:
    with pytest.raises(ValueError, match="neither a string nor a number"):
        Quantity.parse(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["1e99999999999", "1e-99999999999", "9" * 100_000, "1e1001"])
def test_absurd_amounts_are_refused_at_once(text: str) -> None:
    for value in (text, 10**1001, 10**9999):
        with pytest.raises(ValueError, match="1000 digits"):
            Quantity.parse(value)


def test_a_quantity_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="cannot be changed"):
        Quantity.parse("1").nano = 2


def test_a_quantity_compares_with_quantities_only() -> None:
    assert Quantity.parse("1") != 1
    with pytest.raises(TypeError):
        Quantity.parse("1") < 1  # type: ignore[operator]  # noqa: B015
    with pytest.raises(TypeError):
        Quantity.parse("1") + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        Quantity.parse("1") - 1  # type: ignore[operator]


def test_a_quantity_survives_pickling_and_shows_itself() -> None:
    quantity = Quantity.parse("+1.500")
    again = pickle.loads(pickle.dumps(quantity))
    assert (again, str(again)) == (quantity, "+1.500")
    computed = quantity + quantity
    assert str(pickle.loads(pickle.dumps(computed))) == "3"
    assert repr(quantity) == "Quantity('+1.500')"


def test_models_read_and_dump_quantities() -> None:
    resources = ResourceRequirements.model_validate({"limits": {"cpu": 1, "memory": "1.5Gi"}})
    assert resources.limits == {"cpu": Quantity.parse("1"), "memory": Quantity.parse("1536Mi")}
    assert resources.model_dump()["limits"] == {"cpu": "1", "memory": "1536Mi"}
    kept = ResourceRequirements(limits={"cpu": Quantity.parse("2")})
    assert kept.limits["cpu"].value == 2


def test_other_models_may_hold_quantities() -> None:
    of_a_rule = TypeAdapter(dict[str, Quantity])
    assert of_a_rule.validate_python({"memory": "1Gi"}) == {"memory": Quantity.parse("1Gi")}
    assert of_a_rule.dump_python({"memory": Quantity.parse("1024Mi")}) == {"memory": "1Gi"}
    with pytest.raises(ValidationError, match="1 Gi"):
        of_a_rule.validate_python({"memory": "1 Gi"})
