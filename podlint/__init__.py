"""Lint Kubernetes Pod specs.

The library: `lint_text`, `lint_file`, `lint_paths` and `lint_objects` each return a `Report`.
A call reads no environment and discovers no configuration.
"""

TYPE_CHECKING = False  # To load `typing` takes longer than to repeat a kept run.
if TYPE_CHECKING:
    from podlint.api import lint_file, lint_objects, lint_paths, lint_text
    from podlint.config import Config, ConfigError
    from podlint.errors import PodlintError
    from podlint.finding import Finding, Report, Severity
    from podlint.version import VERSION as __version__

__all__ = [
    "Config",
    "ConfigError",
    "Finding",
    "PodlintError",
    "Report",
    "Severity",
    "__version__",
    "lint_file",
    "lint_objects",
    "lint_paths",
    "lint_text",
]

_HOMES = {
    "Config": "config",
    "ConfigError": "config",
    "PodlintError": "errors",
    "Finding": "finding",
    "Report": "finding",
    "Severity": "finding",
    "lint_file": "api",
    "lint_objects": "api",
    "lint_paths": "api",
    "lint_text": "api",
}


if not TYPE_CHECKING:  # A type checker is to know each name, and no other.

    def __getattr__(name: str) -> object:
        # Importing a part of podlint must not pay for the whole of it.
        from importlib import import_module

        if name == "__version__":
            return import_module("podlint.version").VERSION
        if name in _HOMES:
            return getattr(import_module(f"podlint.{_HOMES[name]}"), name)
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
