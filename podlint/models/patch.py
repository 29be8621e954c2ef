"""Strategic merge patches, which kustomize applies and an API server never stores."""

__all__ = ["DIRECTIVES"]

DIRECTIVES = frozenset(("$patch", "$retainKeys", "$setElementOrder", "$deleteFromPrimitiveList"))
"""Keys with directives for the patch; the last two are followed by `/` and the field's name."""
