"""Lint Kubernetes Pod specs.

The library: `lint_text`, `lint_file`, `lint_paths` and `lint_objects` each return a `Report`.
`fix_text`, `fix_paths` and `fix_objects` fix findings, and `explain_objects` explains Pods. A call
does not read environment variables or configuration files.
"""

TYPE_CHECKING = False  # Importing `typing` takes longer than a run that the cache answers.
if TYPE_CHECKING:
    from podlint.api.explaining import explain_objects
    from podlint.api.fixing import FixedObject, fix_objects, fix_paths, fix_text
    from podlint.api.linting import lint_file, lint_objects, lint_paths, lint_text
    from podlint.api.patches import DocumentPatch
    from podlint.api.report import Report
    from podlint.config.config import Config, ConfigError
    from podlint.document import Span
    from podlint.errors import PodlintError
    from podlint.explain import Explanation, PodExplanation
    from podlint.finding.problem import Fix
    from podlint.finding.report import Finding, LocatedFix, Location
    from podlint.finding.severity import Profile, Severity
    from podlint.finding.unchecked import CheckedFile, Skipped, Unchecked, Unjudged
    from podlint.fix import Fixed, Unfixed
    from podlint.rule.packs import load_package
    from podlint.rule.rule import Rule
    from podlint.version import VERSION as __version__

__all__ = [
    "CheckedFile",
    "Config",
    "ConfigError",
    "DocumentPatch",
    "Explanation",
    "Finding",
    "Fix",
    "Fixed",
    "FixedObject",
    "LocatedFix",
    "Location",
    "PodExplanation",
    "PodlintError",
    "Profile",
    "Report",
    "Rule",
    "Severity",
    "Skipped",
    "Span",
    "Unchecked",
    "Unfixed",
    "Unjudged",
    "__version__",
    "explain_objects",
    "fix_objects",
    "fix_paths",
    "fix_text",
    "lint_file",
    "lint_objects",
    "lint_paths",
    "lint_text",
    "load_package",
]

_HOMES = {
    "Config": "config.config",
    "ConfigError": "config.config",
    "PodlintError": "errors",
    "Finding": "finding.report",
    "Report": "api.report",
    "DocumentPatch": "api.patches",
    "Explanation": "explain",
    "PodExplanation": "explain",
    "Fixed": "fix",
    "Unfixed": "fix",
    "FixedObject": "api.fixing",
    "Location": "finding.report",
    "CheckedFile": "finding.unchecked",
    "Skipped": "finding.unchecked",
    "Unchecked": "finding.unchecked",
    "Unjudged": "finding.unchecked",
    "LocatedFix": "finding.report",
    "Fix": "finding.problem",
    "Profile": "finding.severity",
    "Severity": "finding.severity",
    "Span": "document",
    "Rule": "rule.rule",
    "load_package": "rule.packs",
    "lint_file": "api.linting",
    "lint_objects": "api.linting",
    "lint_paths": "api.linting",
    "lint_text": "api.linting",
    "explain_objects": "api.explaining",
    "fix_objects": "api.fixing",
    "fix_paths": "api.fixing",
    "fix_text": "api.fixing",
}


if not TYPE_CHECKING:  # Type checkers must know exactly these names.

    def __getattr__(name: str) -> object:
        # Importing a part of podlint must not import all of it.
        from importlib import import_module

        if name == "__version__":
            return import_module("podlint.version").VERSION
        if name in _HOMES:
            return getattr(import_module(f"podlint.{_HOMES[name]}"), name)
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
