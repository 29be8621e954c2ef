"""The table of well-known images, and which of their facts have not been checked for a year.

`python docs/image_facts.py` prints the table of docs/images.md; with `--old`, it lists the modules
whose facts were last compared with their sources more than a year ago.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

from podlint.pods.images import facts, known
from podlint.pods.images.facts import Fact, KnownImage

TABLE = "<!-- images -->"
_YEAR = timedelta(days=365)


def table() -> str:
    """The known images, as a table in Markdown."""
    images = {
        id(each): each for module in known.MODULES for each in known.images_of(module).values()
    }
    rows = [
        "| image | user | ports | data directory | other facts | sources |",
        "|---|---|---|---|---|---|",
    ]
    for image in sorted(images.values(), key=lambda each: each.name):
        cells = (
            ", ".join(f"`{name}`" for name in (image.name, *image.also)),
            _all(image, facts.User, _user),
            _all(image, facts.Listens, lambda each: ", ".join(map(str, each.ports))),
            _all(image, facts.Data, lambda each: f"`{each.path}`"),
            "<br>".join(_needs(image)),
            " ".join(_links(image)),
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def old(today: date) -> list[str]:
    """The modules whose facts were last checked more than a year ago, with the day."""
    found = []
    for name in known.MODULES:
        checked = import_module(f"{known.__name__}.{name}").CHECKED
        if today - date.fromisoformat(checked) > _YEAR:
            found.append(f"podlint/pods/images/known/{name}.py: last checked on {checked}")
    return found


def _all(image: KnownImage, kind: type[Any], words: Callable[[Any], str]) -> str:
    return "<br>".join(
        words(each) + _limits(each) for each in image.facts if isinstance(each, kind)
    )


def _user(user: facts.User) -> str:
    if user.name:
        return f"*{user.name}*" + (f" ({user.number})" if user.number else "")
    number = str(user.number)
    return number if user.steps_down_to is None else f"{number} → {user.steps_down_to}"


def _needs(image: KnownImage) -> Iterator[str]:
    seen = set()
    for fact in image.facts:
        text = _need(fact)
        if text and text not in seen:
            seen.add(text)
            yield text + _limits(fact)


def _need(fact: Fact) -> str:
    match fact:
        case facts.Requires():
            return f"requires the variable `{fact.names[0]}`"
        case facts.Together():
            return f"requires {' and '.join(f'`{name}`' for name in fact.names)} together"
        case facts.Refuses():
            return f"does not start with the variable `{_cell(fact.names)}`"
        case facts.Configuration():
            return (
                f"requires the {'option' if fact.option else 'file'} `{fact.option or fact.path}`"
            )
        case facts.Lacks():
            return f"does not contain {', '.join(f'`{name}`' for name in fact.programs)}"
        case facts.Reads():
            return f"misreads the Service variable `{fact.variable}`"
        case facts.Capabilities(as_root=(), in_file=names):
            return f"requires the capability {', '.join(names)}"
        case facts.Capabilities(as_root=names):
            return f"as root, requires {', '.join(names)}"
        case facts.Writable():
            return f"writes to `{fact.path}`"
        case facts.Withdrawn():
            return f"does not exist; use `{fact.successor}`"
    return ""


def _limits(fact: Fact) -> str:
    words = [
        *((f"version {'.'.join(map(str, fact.since))} and later",) if fact.since else ()),
        *((f"before version {'.'.join(map(str, fact.before))}",) if fact.before else ()),
        *((f"tag with `{_cell(fact.variant)}`",) if fact.variant else ()),
        *((f"tag without `{_cell(fact.unless)}`",) if fact.unless else ()),
    ]
    return f" ({', '.join(words)})" if words else ""


def _links(image: KnownImage) -> Iterator[str]:
    sources = dict.fromkeys(fact.source.split()[0] for fact in image.facts)
    return (f"[{number}]({source})" for number, source in enumerate(sources, 1))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    print("\n".join(old(datetime.now(UTC).date())) if "--old" in sys.argv else table())
