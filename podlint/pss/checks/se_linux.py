"""Control "SELinux": only some types, and no custom user or role."""

from __future__ import annotations

from podlint.pss.check import Check, Test
from podlint.pss.pod import PodData, SecurityContext, text
from podlint.pss.violation import Forbidden, Path
from podlint.pss.wording import plural, quoted_set, setters

_TYPES_V1_0 = frozenset({"", "container_t", "container_init_t", "container_kvm_t"})
_TYPES_V1_31 = _TYPES_V1_0 | {"container_engine_t"}


def se_linux_options(allowed: frozenset[str]) -> Test:
    """`seLinuxOptions.type` must be an allowed one, `user` and `role` must be empty.

    `level` can have any value.
    """

    def test(pod: PodData) -> Forbidden | None:
        bad: list[SecurityContext] = []
        paths: list[Path] = []
        values: dict[str, set[str]] = {"type": set(), "user": set(), "role": set()}
        for context in pod.security_contexts:
            options = context.fields.get("seLinuxOptions")
            if not isinstance(options, dict):
                continue
            forbidden = [
                field
                for field in values
                if text(options.get(field)) not in (allowed if field == "type" else {""})
            ]
            if forbidden:
                bad.append(context)
            for field in forbidden:
                values[field].add(text(options.get(field)))
                paths.append((*context.path, "seLinuxOptions", field))
        if not bad:
            return None
        return Forbidden(
            "seLinuxOptions",
            f"{setters(bad)} set forbidden securityContext.seLinuxOptions: {_parts(values)}",
            tuple(paths),
        )

    return test


def _parts(values: dict[str, set[str]]) -> str:
    types = values["type"]
    parts = [f"{plural(types, 'type', 'types')} {quoted_set(types)}"] if types else []
    parts += [f"{field} may not be set" for field in ("user", "role") if values[field]]
    return "; ".join(parts)


SE_LINUX_OPTIONS = Check(
    id="seLinuxOptions",
    level="baseline",
    control="SELinux",
    source="check_seLinuxOptions.go",
    revisions=(
        ("v1.0", se_linux_options(_TYPES_V1_0)),
        ("v1.31", se_linux_options(_TYPES_V1_31)),
    ),
)
