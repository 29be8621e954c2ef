"""Control "AppArmor": the default profile must not be disabled or overridden."""

from __future__ import annotations

from podlint.pss.check import Check
from podlint.pss.checks.profiles import setting_forbidden, types
from podlint.pss.pod import PodData
from podlint.pss.violation import Forbidden
from podlint.pss.wording import go_quoted, plural, quoted, setters

_ANNOTATION_PREFIX = "container.apparmor.security.beta.kubernetes.io/"


def app_armor_profile_v1_0(pod: PodData) -> Forbidden | None:
    """`appArmorProfile.type` must be RuntimeDefault or Localhost, if the profile is set.

    Annotations must be empty, `runtime/default` or `localhost/*`.

    Annotations count in every version, also for containers that do not exist.
    """
    bad = setting_forbidden(pod, "appArmorProfile")
    annotations = {
        f"{key}={go_quoted(value)}": key
        for key, value in pod.annotations.items()
        if key.startswith(_ANNOTATION_PREFIX) and not _is_allowed(value)
    }
    if not bad and not annotations:
        return None
    subjects = [setters(bad)] if bad else []
    if annotations:
        subjects.append(plural(annotations, "annotation", "annotations"))
    values = [*types(bad, "appArmorProfile"), *sorted(annotations)]
    return Forbidden(
        plural(values, "forbidden AppArmor profile", "forbidden AppArmor profiles"),
        f"{' and '.join(subjects)} must not set AppArmor profile type to {quoted(values)}",
        (
            *((*context.path, "appArmorProfile", "type") for context in bad),
            *(("metadata", "annotations", annotations[text]) for text in sorted(annotations)),
        ),
    )


def _is_allowed(value: str) -> bool:
    return value in ("", "runtime/default") or value.startswith("localhost/")


APP_ARMOR_PROFILE = Check(
    id="appArmorProfile",
    level="baseline",
    control="AppArmor",
    source="check_appArmorProfile.go",
    revisions=(("v1.0", app_armor_profile_v1_0),),
)
