"""podlint's own version and the Kubernetes version it judges by."""

from __future__ import annotations

VERSION = "0.2.0"
"""The version; a test compares it with the project's metadata."""

HOMEPAGE = "https://podlint.dev"
"""Where the documentation is published; the domain of podlint's annotations, too."""

KUBERNETES_VERSION = "1.36"
"""The Kubernetes version whose behaviour findings describe."""
