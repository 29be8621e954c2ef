"""A StatefulSet whose name does not fit into a label of its Pods."""

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
    symptom="no Pods; FailedCreate (event): metadata.labels: must be no more than 63 bytes, or "
    "characters",
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
    """The name of a StatefulSet has more than 52 characters, so that no Pod of it can be made.

    The controller labels each Pod with `controller-revision-hash`: the name, a hyphen and a hash of
    the template that has ten characters, seldom nine; and a label has at most 63. So a name of 53
    may pass by luck until the template changes. The StatefulSet itself is accepted. Pods of
    Deployments, DaemonSets and Jobs are labelled with the hash alone, and their names are cut.

    Shorten the name.
    """
    meta: ObjectMeta | None = stateful_set.metadata
    if meta and meta.name and _LONGEST < len(meta.name) <= _LONGEST_LABEL:
        yield Problem(
            f"the name has {len(meta.name)} characters; with the hash that goes into a label "
            f"of each Pod it is longer than {_LONGEST_LABEL}, so no Pod can be made",
            at=meta.at / "name",
            help=f"Write at most {_LONGEST}.",
        )
