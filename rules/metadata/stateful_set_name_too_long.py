"""A StatefulSet name that is too long for a label of its Pods."""

from typing import TYPE_CHECKING

from podlint.authoring import Problem, Problems, Severity, StatefulSet, rule

if TYPE_CHECKING:
    from podlint.models import ObjectMeta

_LONGEST_LABEL = 63
_HASH = 10
_LONGEST = _LONGEST_LABEL - 1 - _HASH


@rule(
    severity=Severity.ERROR,
    since="0.1",
    symptom=(
        "StatefulSet without Pods; the event `FailedCreate` with "
        "`metadata.labels: must be no more than 63 bytes` or `63 characters`"
    ),
    bad="""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: the-database-of-the-department-for-foreign-currencies  # finding
        #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: db:15
        """,
    good="""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: the-database-of-the-department-for-foreign-currency1
        spec:
          serviceName: db
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: db:15
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: the-database-of-the-department-for-foreign-currencies-2000
        spec:
          selector:
            matchLabels: {app: db}
          template:
            metadata:
              labels: {app: db}
            spec:
              containers:
                - name: db
                  image: db:15
        """,
)
def stateful_set_name_too_long(stateful_set: StatefulSet) -> Problems:
    """The name of a StatefulSet has more than 52 characters, so its Pods cannot be created.

    The controller adds the label `controller-revision-hash` to each Pod. Its value is the
    StatefulSet's name, a hyphen and a hash of the Pod template, which has ten characters (rarely
    nine). A label value can have at most 63 characters. A name of 53 characters can therefore work
    by chance until the template changes. The API server accepts the StatefulSet itself.

    Deployments and DaemonSets do not have this limit, because the hash label of their Pods does not
    contain the name.

    Shorten the name.
    """
    meta: ObjectMeta | None = stateful_set.metadata
    if meta and meta.name and _LONGEST < len(meta.name) <= _LONGEST_LABEL:
        yield Problem(
            f"StatefulSet name has {len(meta.name)} characters, but only {_LONGEST} fit into the "
            "label of its Pods",
            at=meta.at / "name",
            why=f"With the hash, the label `controller-revision-hash` exceeds {_LONGEST_LABEL} "
            "characters, and no Pod is created.",
            help=f"Shorten the name to {_LONGEST} characters or fewer.",
        )
