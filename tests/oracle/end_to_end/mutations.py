"""The project's own manifests with faults: one or two changes that a hand or a tool could make."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from validation.variations import vary

from podlint.validation import KINDS

from .manifests import Object, manifests
from .odd_values import FIELDS, LABELS, NAMES, NUMBERS, OTHERS, QUANTITIES

Keys = tuple[str | int, ...]


def mutated(count: int, seed: object) -> Iterator[tuple[str, str]]:
    """Texts of one object each, with a name that tells where it comes from and what was done.

    Args:
        count: How many.
        seed: Decides what is drawn.
    """
    sources = manifests()
    for number in range(count):
        draw = random.Random(f"{seed}/{number}")
        obj = copy.deepcopy(draw.choice(sources))
        done = []
        for _ in range(draw.choice((1, 1, 1, 2, 2, 3))):
            mutation = draw.choice(MUTATIONS)
            mutation(obj, draw)
            done.append(mutation.__name__.strip("_"))
        if draw.random() < 0.05:
            obj = {"apiVersion": "v1", "kind": "List", "items": [draw.choice(sources), obj]}
            done.append("list")
        text = json.dumps(obj, indent=1, ensure_ascii=draw.random() < 0.5)
        if draw.random() < 0.05:
            text = _repeat_key(text, draw)
            done.append("repeat_key")
        yield f"{seed}-{number}-{'-'.join(done)}", text + "\n"


def _places(obj: Any, keys: Keys = ()) -> Iterator[Keys]:
    """All places below the root."""
    entries = obj.items() if isinstance(obj, dict) else enumerate(obj)
    for key, value in entries:
        yield (*keys, key)
        if isinstance(value, dict | list):
            yield from _places(value, (*keys, key))


def _at(obj: Any, keys: Keys) -> Any:
    for key in keys:
        obj = obj[key]
    return obj


def _pick(
    obj: Object, draw: random.Random, fits: Callable[[Keys, Any], bool] = lambda keys, value: True
) -> tuple[Any, str | int, Keys] | None:
    """A place, with what holds it; those far below are no more likely than those above."""
    places = [keys for keys in _places(obj) if fits(keys, _at(obj, keys))]
    if draw.random() < 0.3:
        places = [keys for keys in places if keys[-1] not in ("apiVersion", "kind")] or places
    if not places:
        return None
    keys = draw.choice(places)
    return _at(obj, keys[:-1]), keys[-1], keys


def _set_where(
    obj: Object, draw: random.Random, fits: Callable[[Keys, Any], bool], values: Any
) -> None:
    if place := _pick(obj, draw, fits):
        holder, key, _ = place
        holder[key] = copy.deepcopy(draw.choice(values))


def _delete(obj: Object, draw: random.Random) -> None:
    if place := _pick(obj, draw):
        del place[0][place[1]]


def _empty(obj: Object, draw: random.Random) -> None:
    if place := _pick(obj, draw):
        holder, key, _ = place
        value = holder[key]
        holder[key] = type(value)() if isinstance(value, dict | list | str) else None


def _retype(obj: Object, draw: random.Random) -> None:
    _set_where(obj, draw, lambda keys, value: True, OTHERS)


def _wrap(obj: Object, draw: random.Random) -> None:
    if place := _pick(obj, draw):
        holder, key, _ = place
        value = holder[key]
        if isinstance(value, list) and value:
            holder[key] = value[0]
        elif isinstance(value, dict) and value and draw.random() < 0.5:
            holder[key] = next(iter(value.values()))
        else:
            holder[key] = [value]


def _quote(obj: Object, draw: random.Random) -> None:
    place = _pick(obj, draw, lambda keys, value: isinstance(value, int | float | bool))
    if place:
        place[0][place[1]] = json.dumps(place[0][place[1]])


def _unquote(obj: Object, draw: random.Random) -> None:
    place = _pick(obj, draw, lambda keys, value: isinstance(value, str))
    if place:
        place[0][place[1]] = draw.choice((1, 80, 0, 1.5, True, None))


def _misspelt(word: str, draw: random.Random) -> str:
    if not word:
        return "x"
    at = draw.randrange(len(word))
    ways = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        word.lower(),
        word.upper(),
        word[0].swapcase() + word[1:],
        f"{word}s",
        word.removesuffix("s"),
        f" {word}",
        f"{word} ",
    )
    return draw.choice(ways)


def _misspell_key(obj: Object, draw: random.Random) -> None:
    place = _pick(obj, draw, lambda keys, value: isinstance(keys[-1], str))
    if place:
        _rename(place[0], str(place[1]), _misspelt(str(place[1]), draw))


def _rename(holder: dict[str, Any], old: str, new: str) -> None:
    entries = [(new if key == old else key, value) for key, value in holder.items()]
    holder.clear()
    holder.update(entries)


def _misspell_value(obj: Object, draw: random.Random) -> None:
    place = _pick(obj, draw, lambda keys, value: isinstance(value, str) and value[:1].isupper())
    if place:
        place[0][place[1]] = _misspelt(place[0][place[1]], draw)


def _misspell_type(obj: Object, draw: random.Random) -> None:
    key = draw.choice(("kind", "apiVersion"))
    if isinstance(obj.get(key), str):
        other = draw.choice(("v1", "v2", "apps/v1", "apps/v1beta1", "batch/v1", "Pod", "Service"))
        obj[key] = _misspelt(obj[key], draw) if draw.random() < 0.6 else other


def _misname(obj: Object, draw: random.Random) -> None:
    _set_where(obj, draw, lambda keys, value: _last(keys).endswith(("ame", "namespace")), NAMES)


def _last(keys: Keys) -> str:
    return str(keys[-1])


def _mislabel(obj: Object, draw: random.Random) -> None:
    place = _pick(
        obj, draw, lambda keys, value: len(keys) > 1 and "abels" in str(keys[-2]) and isinstance(value, str)
    )  # fmt: skip
    if place:
        holder, key, _ = place
        if draw.random() < 0.5 and isinstance(holder, dict):
            _rename(holder, str(key), draw.choice(LABELS))
        else:
            holder[key] = draw.choice((*NAMES, 1, True, None))


def _mismeasure(obj: Object, draw: random.Random) -> None:
    def is_amount(keys: Keys, value: Any) -> bool:
        return not {"limits", "requests", "sizeLimit", "hard"}.isdisjoint(map(str, keys[-2:]))

    _set_where(obj, draw, is_amount, QUANTITIES)


def _misnumber(obj: Object, draw: random.Random) -> None:
    _set_where(
        obj,
        draw,
        lambda keys, value: isinstance(value, int) and not isinstance(value, bool),
        NUMBERS,
    )


def _reword(obj: Object, draw: random.Random) -> None:
    _set_where(
        obj, draw, lambda keys, value: isinstance(value, str), (*NAMES, "/a/../b", "Always", "x\ny")
    )


def _repeat(obj: Object, draw: random.Random) -> None:
    place = _pick(obj, draw, lambda keys, value: isinstance(value, list) and bool(value))
    if place:
        items = place[0][place[1]]
        items.append(copy.deepcopy(draw.choice(items)))


def _move_up(obj: Object, draw: random.Random) -> None:
    place = _pick(obj, draw, lambda keys, value: len(keys) > 1 and isinstance(keys[-1], str))
    if place:
        holder, key, keys = place
        value = holder.pop(key)
        for length in range(len(keys) - 2, -1, -1):
            above = _at(obj, keys[:length])
            if isinstance(above, dict):
                above.setdefault(key, value)
                return


def _move_down(obj: Object, draw: random.Random) -> None:
    place = _pick(obj, draw, lambda keys, value: isinstance(keys[-1], str) and len(keys) > 1)
    if place:
        holder, key, _ = place
        below = [each for name, each in holder.items() if isinstance(each, dict) and name != key]
        if below:
            draw.choice(below)[key] = holder.pop(key)


def _add(obj: Object, draw: random.Random) -> None:
    holders = [obj, *(value for keys in _places(obj) if isinstance(value := _at(obj, keys), dict))]
    draw.choice(holders)[draw.choice(FIELDS)] = copy.deepcopy(draw.choice(OTHERS))


def _copy_over(obj: Object, draw: random.Random) -> None:
    """What is written in one place is written in another, too."""
    one, other = _pick(obj, draw), _pick(obj, draw)
    if one and other:
        value = copy.deepcopy(one[0][one[1]])
        holder, key, _ = other
        if isinstance(holder, dict) and isinstance(one[1], str) and draw.random() < 0.5:
            holder[one[1]] = value
        else:
            holder[key] = value


def _vary(obj: Object, draw: random.Random) -> None:
    """Any field of the model gets any value."""
    if obj.get("kind") not in KINDS:
        return
    with contextlib.suppress(TypeError, ValueError, AttributeError, KeyError):
        varied = vary(obj, draw)
        obj.clear()
        obj.update(varied)


MUTATIONS: tuple[Callable[[Object, random.Random], None], ...] = (
    _delete, _delete, _delete, _empty, _retype, _wrap, _quote, _unquote, _misspell_key, _misspell_value,
    _misspell_type, _misname, _mislabel, _mismeasure, _misnumber, _reword, _repeat, _move_up, _move_down,
    _add, _copy_over, _vary, _vary, _vary,
)  # fmt: skip


def _repeat_key(text: str, draw: random.Random) -> str:
    """The text with one of the lines of one key and its value twice."""
    lines = text.split("\n")
    whole = [index for index, line in enumerate(lines) if '": ' in line and line[-1] not in "{["]
    if not whole:
        return text
    index = draw.choice(whole)
    lines.insert(index, lines[index].rstrip(",") + ",")
    return "\n".join(lines)
