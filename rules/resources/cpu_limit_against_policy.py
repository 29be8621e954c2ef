"""A CPU limit that is missing or present against the policy of the project."""

from typing import Literal

from pydantic import Field

from podlint.authoring import Container, Problem, Problems, RuleOptions, Severity, rule


class Options(RuleOptions):
    """Options of the rule."""

    policy: Literal["required", "forbidden"] = Field(
        "required",
        description="Whether every container must have a CPU limit, or no container may have one.",
    )


@rule(
    severity=Severity.INFO,
    since="0.1",
    symptom="one container uses all idle CPU time on its node; or, with a limit, slow responses "
    "while the node is idle (throttling)",
    aliases=(
        "unset-cpu-limit",
        "CKV_K8S_11",
        "KSV-0011",
        "C-0270",
    ),
    similar={
        "cpuLimitsMissing": "Polaris does not check init containers.",
        "unset-cpu-requirements": "kube-linter also reports a missing CPU request.",
        "container-resources": "kube-score reports any missing CPU or memory request or limit.",
        "forbid-cpu-limits": (
            "Kyverno reports CPU limits that are set; this rule does so only with the option "
            "`policy: forbidden`."
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
    """A container has no CPU limit, or it has a CPU limit that the project forbids.

    Both policies are common, so each project chooses a policy with the option `policy`: `required`
    (the default) or `forbidden`. Without a limit, a container can use all idle CPU time on its
    node, but the requests of other containers guarantee their shares. With a limit, a container is
    throttled at the limit even when the node is idle. However, it behaves the same on every node,
    and its Pod can have the QoS class Guaranteed. A Pod-level limit covers all containers. podlint
    does not report ephemeral containers, which cannot have resources.

    Set `resources.limits.cpu`. To forbid CPU limits instead, set `policy: forbidden`, remove
    `resources.limits.cpu`, and keep `resources.requests.cpu`.
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
                f"container `{container}` has no CPU limit",
                at=container.at / "resources" / "limits" / "cpu",
                why="The container can use all idle CPU time on its node.",
                help="Set `resources.limits.cpu`, for example to `500m`. If your project uses no "
                "CPU limits, set this rule's option `policy` to `forbidden`.",
            )
    elif options.policy == "forbidden" and container.resources and "cpu" in limits:
        yield Problem(
            f"container `{container}` has a CPU limit ({limits['cpu']}), which `policy: "
            "forbidden` does not allow",
            at=container.resources.at / "limits" / "cpu",
            why="The container is throttled at its limit even when the node is idle.",
            help="Remove `resources.limits.cpu`, and set `resources.requests.cpu`.",
        )
