"""The report that the library returns, which can write itself in each format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

from podlint.config.config import Config, default_config
from podlint.finding import report
from podlint.rule.index import ListedRule
from podlint.rule.packs import builtin_rules

if TYPE_CHECKING:
    from podlint.api.patches import DocumentPatch
    from podlint.config.run_settings import Format
    from podlint.report.drawings import Drawings
    from podlint.report.view import View

__all__ = ["Arguments", "Report", "draw_pods"]


def draw_pods(found: report.Report, config: Config) -> Drawings:
    """The drawings of the Pods of a report, made only for a format that shows them.

    Args:
        found: The report.
        config: The settings of its run.
    """
    from podlint.explain.drawings import drawings

    return drawings(found, config)


class Arguments:
    """The arguments of a call of the library, without the files; never changed.

    Attributes:
        config: The settings; the defaults if None.
        rules: The rules to choose from; podlint's own if None.
        data: The objects that were passed to `lint_objects`, by the path of their findings.
    """

    __slots__ = ("config", "data", "rules")

    def __init__(
        self,
        config: Config | None = None,
        rules: Sequence[ListedRule] | None = None,
        data: Mapping[str, dict[str, Any] | None] | None = None,
    ) -> None:
        """Keep the arguments."""
        self.config = config or default_config()
        self.rules = rules
        self.data = data or {}

    @property
    def view(self) -> View:
        """How reports show the results."""
        from podlint.report.view import View

        rules = builtin_rules() if self.rules is None else self.rules
        return View(self.config, tuple(rules), draw=draw_pods)


class Report(report.Report):
    """The result of a run, which can be written in each format.

    Two reports are equal if their results are, whatever the arguments of the calls.

    Attributes:
        arguments: What the call was given; for podlint itself.
    """

    arguments: Arguments = Arguments()

    @classmethod
    def of(cls, found: report.Report, arguments: Arguments) -> Self:
        """The same results, with what is needed to write them."""
        results = {name: getattr(found, name) for name in report.Report._fields}
        return cls(**results, arguments=arguments)

    def __eq__(self, other: object) -> bool:
        """Whether the other report has the same results."""
        return isinstance(other, report.Report) and self._values() == other._values()

    def __hash__(self) -> int:
        """A hash of the results."""
        return hash(self._values())

    def __repr__(self) -> str:
        """The results, without the arguments, which may have secrets."""
        words = (f"{name}={getattr(self, name)!r}" for name in report.Report._fields)
        return f"Report({', '.join(words)})"

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in report.Report._fields)

    def to_json(self) -> dict[str, Any]:
        """The report as plain data, in the form of ``podlint check --format json``.

        Its schema is ``podlint-report/2``. `json.dumps` can write the result.
        """
        import json

        data: dict[str, Any] = json.loads(self.render("json"))
        return data

    def to_sarif(self) -> dict[str, Any]:
        """The report as plain data in SARIF 2.1.0, as ``podlint check --format sarif`` writes it.

        Suppressed findings are included, with their suppressions. Paths are relative to the
        repository around the working directory.
        """
        import json

        data: dict[str, Any] = json.loads(self.render("sarif"))
        return data

    def render(self, form: Format) -> str:
        """The report as text in a format of ``podlint check --format``, such as ``"markdown"``.

        The text has no colors. Suppressed findings are left out, except in formats that mark them,
        such as ``"json"``, ``"sarif"`` and ``"html"``.

        Args:
            form: The format.

        Raises:
            ValueError: There is no such format.
        """
        from podlint.report import FORMATS, render

        if form not in FORMATS:
            message = f"unknown format {form!r}; expected one of {', '.join(FORMATS)}"
            raise ValueError(message)
        return render(self, form, self.arguments.view)

    def json_patches(self, *, unsafe: bool = False) -> tuple[DocumentPatch, ...]:
        """The fixes of the report as JSON Patches (RFC 6902), one for each document.

        A patch contains all fixes of its document that do not overlap. Fixes that would show a
        secret, and edits of comments, are not in any patch. A patch is not checked again: to lint
        the result of each fix, use `fix_text`, `fix_objects` or `fix_paths`.

        Args:
            unsafe: Include unsafe fixes.
        """
        from podlint.api.patches import document_patches

        return document_patches(self, self.arguments.data, unsafe)
