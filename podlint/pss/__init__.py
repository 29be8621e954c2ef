"""The Pod Security Standards: check by check, version by version, as an API server judges.

`evaluate` gives the violations of a policy by a Pod; `CHECKS` and `versions` say what the policies
consist of and when they changed; `policy_of` reads the labels of a Namespace. The checks are those
of k8s.io/pod-security-admission v0.37.2 (policies up to v1.37). Older API servers disagree with it
about a few old policies: they know neither the AppArmor fields, nor image volumes, nor the SELinux
type container_engine_t.
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
