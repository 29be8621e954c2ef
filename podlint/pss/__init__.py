"""The Pod Security Standards, check by check and version by version, as in an API server.

`evaluate` returns the violations of a policy by a Pod. `CHECKS` and `versions` tell what the
policies consist of and when they changed. `policy_of` reads the labels of a Namespace. The checks
are those of k8s.io/pod-security-admission v0.37.2 (policies up to v1.37). Older API servers differ
in a few old policies: they do not know the AppArmor fields, image volumes, and the SELinux type
container_engine_t.
"""

from podlint.pss.check import DOCUMENTATION, Check
from podlint.pss.checks import CHECKS
from podlint.pss.evaluator import checks, evaluate, versions
from podlint.pss.labels import NamespacePolicy, policy_of
from podlint.pss.standard import Standard
from podlint.pss.subject import NotAPodError
from podlint.pss.version import LEVELS, Level, PolicyError
from podlint.pss.violation import Violation

__all__ = [
    "CHECKS",
    "DOCUMENTATION",
    "LEVELS",
    "Check",
    "Level",
    "NamespacePolicy",
    "NotAPodError",
    "PolicyError",
    "Standard",
    "Violation",
    "checks",
    "evaluate",
    "policy_of",
    "versions",
]
