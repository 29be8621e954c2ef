"""The settings for the nodes of a cluster."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from podlint.config.settings import Settings, shown
from podlint.models.quantity import Quantity
from podlint.models.scaled import scaled_value
from podlint.scheduling.node_groups import NodeGroup
from podlint.scheduling.taints import Taint

__all__ = ["NodeSettings", "TaintSettings"]

_MOST_NODES = 1_000_000


def _amount(given: Any) -> str:
    """An amount, as Kubernetes writes it.

    Raises:
        ValueError: It is not an amount, or is negative.
    """
    text = str(given) if isinstance(given, str | int | float) else ""
    try:
        found = Quantity.parse(text)
    except ValueError as error:
        message = f"must be an amount such as 4 or 16Gi, not {shown(given)}"
        raise ValueError(message) from error
    if found.nano < 0:
        raise ValueError(f"must not be negative, but it is {shown(given)}")
    return text


def _several(given: Any) -> Any:
    """The values of a label; a text is the only one.

    Raises:
        ValueError: It is a number, which would be a text if it were in quotes.
    """
    if isinstance(given, bool | int | float):
        message = f"must be a string or a list, not {shown(given)}; put it in quotes"
        raise ValueError(message)  # noqa: TRY004 - pydantic reports only ValueErrors
    return (given,) if isinstance(given, str) else given


Amount = Annotated[str, BeforeValidator(_amount, json_schema_input_type=str | int | float)]
"""An amount of a resource."""

LabelValues = Annotated[
    tuple[str, ...],
    Field(min_length=1),
    BeforeValidator(_several, json_schema_input_type=str | list[str]),
]
"""The values of a label; a text alone stands for the only one."""


class TaintSettings(Settings):
    """A taint of nodes.

    Attributes:
        key: The key.
        value: The value.
        effect: The effect.
    """

    key: Annotated[str, Field(min_length=1)]
    value: str = ""
    effect: Literal["NoSchedule", "PreferNoSchedule", "NoExecute"]


class NodeSettings(Settings):
    """Nodes with the same taints and resources.

    Attributes:
        name: A name for messages, such as ``gpu``. By default, the position in the list.
        count: The number of nodes. If it is set, podlint also reports replicas that exclude each
            other and for which there are too few nodes.
        labels: The labels: for each, its value, or the list of values that different nodes have.
        taints: The taints.
        cpu: The allocatable CPU, such as ``4`` or ``3920m``.
        memory: The allocatable memory, such as ``16Gi``.
        pods: The number of Pods that a node can run at most.
        ephemeral_storage: The allocatable ephemeral storage.
        resources: Other allocatable resources, such as ``nvidia.com/gpu: 1``.
    """

    name: Annotated[str, Field(min_length=1, max_length=63)] | None = None
    count: Annotated[int, Field(ge=1, le=_MOST_NODES)] | None = None
    labels: dict[str, LabelValues] = Field(default_factory=dict)
    taints: tuple[TaintSettings, ...] = ()
    cpu: Amount | None = None
    memory: Amount | None = None
    pods: Annotated[int, Field(ge=1, le=_MOST_NODES)] | None = None
    ephemeral_storage: Amount | None = None
    resources: dict[str, Amount] = Field(default_factory=dict)

    def group(self, position: int) -> NodeGroup:
        """The same for the scheduler.

        Args:
            position: The position in the list, counted from 1.
        """
        named = {
            "cpu": self.cpu,
            "memory": self.memory,
            "pods": self.pods,
            "ephemeral-storage": self.ephemeral_storage,
            **self.resources,
        }
        return NodeGroup(
            self.name or f"group {position}",
            self.labels,
            tuple(Taint(each.key, each.value, each.effect) for each in self.taints),
            {
                name: scaled_value(Quantity.parse(amount), 3 if name == "cpu" else 0)
                for name, amount in named.items()
                if amount is not None
            },
            self.count,
        )
