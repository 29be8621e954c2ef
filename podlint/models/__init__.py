"""Pydantic models of the Kubernetes API types around the Pod, and the decoding of objects.

Every type can be imported from here by its name; its module is imported on first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .container import Container as Container
    from .container import ContainerSort as ContainerSort
    from .cron_job import CronJob as CronJob
    from .daemon_set import DaemonSet as DaemonSet
    from .decoding import Decoded as Decoded
    from .decoding import decode as decode
    from .decoding import not_an_object as not_an_object
    from .decoding import read as read
    from .deployment import Deployment as Deployment
    from .environment import EnvVar as EnvVar
    from .ephemeral_container import EphemeralContainer as EphemeralContainer
    from .fault import DecodeFault as DecodeFault
    from .fault import FaultKind as FaultKind
    from .fields import ApiField as ApiField
    from .fields import api_fields as api_fields
    from .fields import field as field
    from .fields import field_info as field_info
    from .job import Job as Job
    from .metadata import ObjectMeta as ObjectMeta
    from .namespace import Namespace as Namespace
    from .node import Node as Node
    from .object import KubernetesObject as KubernetesObject
    from .pod import Pod as Pod
    from .pod import PodSpec as PodSpec
    from .pod_template import PodTemplate as PodTemplate
    from .pod_template import PodTemplateSpec as PodTemplateSpec
    from .port import ContainerPort as ContainerPort
    from .probe import Probe as Probe
    from .quantity import Quantity as Quantity
    from .replica_set import ReplicaSet as ReplicaSet
    from .replication_controller import ReplicationController as ReplicationController
    from .resources import ResourceRequirements as ResourceRequirements
    from .scalar import Int32 as Int32
    from .scalar import Int64 as Int64
    from .scalar import IntOrString as IntOrString
    from .scalar import Time as Time
    from .security_context import PodSecurityContext as PodSecurityContext
    from .security_context import SecurityContext as SecurityContext
    from .selector import LabelSelector as LabelSelector
    from .service import Service as Service
    from .stateful_set import StatefulSet as StatefulSet
    from .volume import Volume as Volume
    from .volume_mount import VolumeMount as VolumeMount

_MODULES = {
    "Container": ".container",
    "ContainerSort": ".container",
    "EphemeralContainer": ".ephemeral_container",
    "CronJob": ".cron_job",
    "DaemonSet": ".daemon_set",
    "Decoded": ".decoding",
    "decode": ".decoding",
    "not_an_object": ".decoding",
    "read": ".decoding",
    "Deployment": ".deployment",
    "EnvVar": ".environment",
    "DecodeFault": ".fault",
    "FaultKind": ".fault",
    "ApiField": ".fields",
    "api_fields": ".fields",
    "field": ".fields",
    "field_info": ".fields",
    "Job": ".job",
    "ObjectMeta": ".metadata",
    "Namespace": ".namespace",
    "Node": ".node",
    "KubernetesObject": ".object",
    "Pod": ".pod",
    "PodSpec": ".pod",
    "PodTemplate": ".pod_template",
    "PodTemplateSpec": ".pod_template",
    "ContainerPort": ".port",
    "Probe": ".probe",
    "Quantity": ".quantity",
    "ReplicaSet": ".replica_set",
    "ReplicationController": ".replication_controller",
    "ResourceRequirements": ".resources",
    "Int32": ".scalar",
    "Int64": ".scalar",
    "IntOrString": ".scalar",
    "Time": ".scalar",
    "PodSecurityContext": ".security_context",
    "SecurityContext": ".security_context",
    "LabelSelector": ".selector",
    "Service": ".service",
    "StatefulSet": ".stateful_set",
    "Volume": ".volume",
    "VolumeMount": ".volume_mount",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
    return found


def __dir__() -> list[str]:
    return sorted(_MODULES)
