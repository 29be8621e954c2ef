"""What controllers and webhooks add to Pods: variables, volumes, claims and containers.

`controllers` lists what the controllers of custom resources add, and `webhooks` what admission
webhooks inject into Pods with certain annotations. Both are data; they are loaded only when a Pod
has an owner or an annotation that may be listed.
"""

from podlint.pods.additions.additions import Additions, additions_to, is_retried

__all__ = ["Additions", "additions_to", "is_retried"]
