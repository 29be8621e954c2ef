"""Predicts whether the API server accepts an object: its errors and its warnings, without a
cluster.

Everything works on plain data as read from YAML or JSON, and follows Kubernetes' own code for the
versions of `VERIFIED`. For another version, the answer is that of the nearest older one of these.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .cluster import GATES as GATES
    from .cluster import Cluster as Cluster
    from .cluster import parse_versions as parse_versions
    from .create import Answer as Answer
    from .create import answer as answer
    from .create import pod_errors as pod_errors
    from .create import validate as validate
    from .create import warnings as warnings
    from .error import FieldError as FieldError
    from .error import ServerWarning as ServerWarning
    from .features import VERIFIED as VERIFIED
    from .kinds import KINDS as KINDS

_MODULES = {
    "Answer": ".create",
    "Cluster": ".cluster",
    "FieldError": ".error",
    "GATES": ".cluster",
    "KINDS": ".kinds",
    "ServerWarning": ".error",
    "VERIFIED": ".features",
    "answer": ".create",
    "parse_versions": ".cluster",
    "pod_errors": ".create",
    "validate": ".create",
    "warnings": ".create",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_MODULES[name], __name__), name)


def __dir__() -> list[str]:
    return sorted(_MODULES)
