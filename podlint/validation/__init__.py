"""Would the API server take an object? Its verdict and its warnings, without a cluster.

Everything works on plain data as read from YAML or JSON, and follows Kubernetes' own code for the
versions of `VERIFIED`; other versions get what the nearest older one of them gets.
"""

from __future__ import annotations

from .cluster import GATES, Cluster, parse_versions
from .create import Answer, answer, pod_errors, validate, warnings
from .error import FieldError, ServerWarning
from .features import VERIFIED
from .kinds import KINDS

__all__ = [
    "GATES",
    "KINDS",
    "VERIFIED",
    "Answer",
    "Cluster",
    "FieldError",
    "ServerWarning",
    "answer",
    "parse_versions",
    "pod_errors",
    "validate",
    "warnings",
]
