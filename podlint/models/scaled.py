"""The 64-bit integers that Kubernetes makes of quantities.

Source: `Quantity.ScaledValue` of `k8s.io/apimachinery/pkg/api/resource`, on amd64.
"""

from .quantity import Quantity, fits

__all__ = ["scaled_value"]

_FACTORS = (1, 2, 3, 6, 9)
"""The powers of ten by which Go multiplies an amount at once, not digit by digit."""
_DIGITS_OF_INT64 = 19
_LOWEST = -(2**63)


def scaled_value(amount: Quantity, digits: int = 0) -> int:
    """The amount times 10 to the power of `digits`, which is 0 or 3, rounded up, in 64 bits.

    If the result does not fit, Go returns the lowest bits, 0 or another number, depending on how it
    multiplies. It rounds long negative amounts up after it has cut off their fraction.
    """
    exponent = amount.scale + digits
    if amount.is_long:
        return _of_long(amount.nano // 10 ** (amount.scale + 9), exponent)
    number = amount.milli if digits else amount.value
    return number if fits(number) else _lowest_bits(number) * (exponent in _FACTORS)


def _of_long(number: int, exponent: int) -> int:
    """Go: `scaledValue`."""
    if exponent >= 0:
        factor: int = 10**exponent if exponent < _DIGITS_OF_INT64 else _LOWEST
        return _lowest_bits(number * factor)
    divisor: int = 10**-exponent
    if number < 2**63 - 1 and -exponent < _DIGITS_OF_INT64:
        lowest = _lowest_bits(number)
        whole, rest = divmod(abs(lowest), divisor)
        return (whole if lowest > 0 else -whole) + bool(rest)
    whole, rest = divmod(number, divisor)
    return _lowest_bits(_lowest_bits(whole) + bool(rest))


def _lowest_bits(number: int) -> int:
    lowest = number % (1 << 64)
    return lowest if fits(lowest) else lowest - (1 << 64)
