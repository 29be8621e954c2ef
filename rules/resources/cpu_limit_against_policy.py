"""A CPU limit that is missing, or that is there: whichever a project does not want."""

from typing import Literal

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, RuleOptions, Severity, rule


class Options(RuleOptions):
    """Options of the rule."""

    policy: Literal["required", "forbidden"] = Field(
        "required", description="Whether each container must have a CPU limit, or none may."
    )


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="one container takes all CPUs that are free on its node; or, with a limit, slow "
    "answers while the node is idle (throttling)",
    aliases=(
        "unset-cpu-limit",
        "CKV_K8S_11",
        "KSV-0011",
        "C-0270",
    ),
    similar={
        "cpuLimitsMissing": "Polaris does not ask init containers for a limit.",
        "unset-cpu-requirements": "kube-linter reports a missing CPU request as well.",
        "container-resources": "kube-score reports any missing request or limit of CPU or memory.",
        "forbid-cpu-limits": (
            "Kyverno reports CPU limits that are set: this rule does so with the option `policy: "
            "forbidden`."
        ),
    },
    bad="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          initContainers:
            - name: fetch  # finding
              #     ^^^^^
              image: fetch:1.0
          containers:
            - name: app
              image: app:1.4
              resources:
                limits:  # finding
                  memory: 1Gi
        """,
    good="""
        apiVersion: v1
        kind: Pod
        metadata:
          name: web
        spec:
          containers:
            - name: app
              image: app:1.4
              resources:
                limits: {cpu: "1"}
          ephemeralContainers:
            - name: debug
              image: tools:1
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: whole
        spec:
          resources:
            limits: {cpu: "2", memory: 2Gi}
          containers:
            - name: app
              image: app:1.4
        """,
)
def cpu_limit_against_policy(container: Container, options: Options) -> Problems:
    """A container has no CPU limit where each must have one, or has one where none may.

    Opinions differ, so a project decides. Without limits a container may use what is free on its
    node, and requests keep it from taking what others asked for. With one it is throttled at the
    limit even if the node is idle, but behaves the same on every node, and a Pod can be Guaranteed.
    The option `policy` is `required` by default, and may be `forbidden`; a limit of the Pod as a
    whole counts. Ephemeral containers cannot have resources.

    Set `resources.limits.cpu`; or remove it, and leave `resources.requests.cpu`.
    """
    if container.sort == "ephemeral" or container.pod is None:
        return
    whole = container.pod.resources
    limits = container.resources.limits if container.resources else {}
    if options.policy == "required" and "cpu" not in limits:
        from podlint.resources import is_filled_in

        holders = (container, container.pod)
        filled_in = any(is_filled_in(each, "cpu", "limits") for each in holders)
        if not (filled_in or (whole and "cpu" in whole.limits)):
            yield Problem(
                f"container {container.name} has no CPU limit and may take all CPUs that are "
                "free on its node; set resources.limits.cpu, such as 500m",
                at=container.at / "resources" / "limits" / "cpu",
                help="If your project wants no CPU limits, set this rule's option policy to "
                "forbidden in podlint's configuration.",
            )
    elif options.policy == "forbidden" and container.resources and "cpu" in limits:
        yield Problem(
            f"container {container.name} is throttled at {limits['cpu']} CPUs even if the "
            "node is idle, which this project does not want",
            at=container.resources.at / "limits" / "cpu",
            help="Remove the limit and keep the request.",
        )
