"""The built-in tables of fields, but for those of names.

Source: api/internal/konfig/builtinpluginconsts.
"""

from __future__ import annotations

from podlint.rendering.kustomize.kustomization.entries import FieldSpec
from podlint.rendering.kustomize.nodes.identity import Gvk

__all__ = ["ANNOTATIONS", "IMAGES", "LABELS", "NAME", "NAMESPACE", "REPLICAS", "SELECTORS"]

_ANY = Gvk("", "", "")
_CONTROLLER = Gvk("", "v1", "ReplicationController")
_DEPLOYMENT = Gvk("", "", "Deployment")
_REPLICA_SET = Gvk("", "", "ReplicaSet")
_DAEMON_SET = Gvk("", "", "DaemonSet")
_STATEFUL_SET = Gvk("apps", "", "StatefulSet")
_JOB = Gvk("batch", "", "Job")
_CRON_JOB = Gvk("batch", "", "CronJob")
_NETWORK_POLICY = Gvk("networking.k8s.io", "", "NetworkPolicy")

NAME = (FieldSpec("metadata/name"),)

NAMESPACE = (
    FieldSpec("metadata/name", Gvk("", "", "Namespace"), create=True),
    FieldSpec(
        "spec/service/namespace", Gvk("apiregistration.k8s.io", "", "APIService"), create=True
    ),
    FieldSpec(
        "spec/conversion/webhook/clientConfig/service/namespace",
        Gvk("apiextensions.k8s.io", "", "CustomResourceDefinition"),
    ),
)

LABELS = (
    FieldSpec("metadata/labels", _ANY, create=True),
    *(
        FieldSpec("spec/template/metadata/labels", kind, create=True)
        for kind in (_CONTROLLER, _DEPLOYMENT, _REPLICA_SET, _DAEMON_SET, _STATEFUL_SET, _JOB)
    ),
    FieldSpec("spec/volumeClaimTemplates[]/metadata/labels", _STATEFUL_SET, create=True),
    FieldSpec("spec/jobTemplate/metadata/labels", _CRON_JOB, create=True),
    FieldSpec("spec/jobTemplate/spec/template/metadata/labels", _CRON_JOB, create=True),
)
"""The labels of objects and of templates."""

_REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels"
_PREFERRED = (
    "preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels"
)
_SCHEDULING = (
    *(
        f"spec/template/spec/affinity/{affinity}/{terms}"
        for affinity in ("podAffinity", "podAntiAffinity")
        for terms in (_PREFERRED, _REQUIRED)
    ),
    "spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels",
)

SELECTORS = (
    FieldSpec("spec/selector", Gvk("", "v1", "Service"), create=True),
    FieldSpec("spec/selector", _CONTROLLER, create=True),
    *(
        FieldSpec("spec/selector/matchLabels", kind, create=True)
        for kind in (_DEPLOYMENT, _REPLICA_SET, _DAEMON_SET, _STATEFUL_SET)
    ),
    *(
        FieldSpec(path, kind)
        for kind in (Gvk("apps", "", "Deployment"), _STATEFUL_SET)
        for path in _SCHEDULING
    ),
    FieldSpec("spec/selector/matchLabels", _JOB),
    FieldSpec("spec/jobTemplate/spec/selector/matchLabels", _CRON_JOB),
    FieldSpec("spec/selector/matchLabels", Gvk("policy", "", "PodDisruptionBudget")),
    *(
        FieldSpec(f"spec/{path}podSelector/matchLabels", _NETWORK_POLICY)
        for path in ("", "ingress/from/", "egress/to/")
    ),
)
"""What ``commonLabels`` changes in addition."""

ANNOTATIONS = (
    FieldSpec("metadata/annotations", _ANY, create=True),
    *(
        FieldSpec("spec/template/metadata/annotations", kind, create=True)
        for kind in (
            _CONTROLLER,
            _DEPLOYMENT,
            _REPLICA_SET,
            _DAEMON_SET,
            Gvk("", "", "StatefulSet"),
            _JOB,
        )
    ),
    FieldSpec("spec/jobTemplate/metadata/annotations", _CRON_JOB, create=True),
    FieldSpec("spec/jobTemplate/spec/template/metadata/annotations", _CRON_JOB, create=True),
)

IMAGES = tuple(
    FieldSpec(f"{spec}/{path}", _ANY, create=True)
    for spec in ("spec", "spec/template/spec")
    for path in ("containers[]/image", "initContainers[]/image", "volumes[]/image/reference")
)

REPLICAS = tuple(
    FieldSpec("spec/replicas", Gvk("", "", kind), create=True)
    for kind in ("Deployment", "ReplicationController", "ReplicaSet", "StatefulSet")
)
