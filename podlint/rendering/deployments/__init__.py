"""Deployments: which folders of a repository are deployed, and with what changes.

`roots` finds them, and `built` builds one:

    for deployment in inputs.once(roots, repository, is_excluded):
        found = built(deployment, inputs, repository)

`built` raises `BuildError` or `Declined`, like `podlint.rendering.kustomize.build`. The module
`podlint.rendering.deployments.roots` says which folders are deployed.
"""

from podlint.rendering.deployments.deployment import Deployment, Source, built
from podlint.rendering.deployments.repository import nothing_excluded
from podlint.rendering.deployments.roots import roots, roots_in

__all__ = [
    "Deployment",
    "Source",
    "built",
    "nothing_excluded",
    "roots",
    "roots_in",
]
