"""Comments and secrets take time that grows with their number, not with its square."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from proportion import in_proportion

from podlint import Config, lint_text
from podlint.finding.severity import Profile

STRICT = Config(profile=Profile.STRICT, preview=True)
POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n"
APP = "    - {name: app, image: app}\n"
ENV = "    - name: app\n      env:"


def containers(count: int, comment: str) -> str:
    return "".join(f"    - {{name: c{number}, image: app}}{comment}\n" for number in range(count))


def comments_on_lines(count: int) -> str:
    return POD + containers(count, " # podlint: ignore[*image*, probes/*] known")


def comments_for_all(count: int) -> str:
    return "# podlint: ignore[privileged-container]\n" * count + POD + containers(count // 4, "")


def names_in_one_comment(count: int) -> str:
    names = ", ".join(f"x{number}" for number in range(count))
    return f"# podlint: ignore[{names}]\n{POD}{APP}"


def patterns_in_one_comment(count: int) -> str:
    names = ", ".join(f"*{number}*" for number in range(count))
    return f"# podlint: ignore[{names}]\n{POD}{APP}"


def variables(count: int) -> list[str]:
    return [f"{{name: A{number}_PASSWORD, value: hunter{number}Xy}}" for number in range(count)]


def passwords(count: int) -> str:
    return f"{POD}{ENV}\n" + "".join(f"        - {each}\n" for each in variables(count))


def passwords_on_one_line(count: int) -> str:
    return f"{POD}{ENV} [{', '.join(variables(count))}]\n"


def passwords_in_what_cannot_be_read(count: int) -> str:
    return f"{passwords(count)}  : [\n"


@pytest.mark.parametrize(
    "shape",
    [
        comments_on_lines,
        comments_for_all,
        names_in_one_comment,
        patterns_in_one_comment,
        passwords,
        passwords_on_one_line,
        passwords_in_what_cannot_be_read,
    ],
    ids=lambda shape: shape.__name__,
)
def test_work_is_in_proportion(shape: Callable[[int], str]) -> None:
    assert in_proportion(shape, 120, lambda text: lint_text(text, config=STRICT))
