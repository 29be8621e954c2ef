"""Who may read, write and run which files in a container.

Three things decide this, and each has its own module: the process (`identity`), the files and
directories of the volumes (`volume_contents`, `fs_group`, `claims`), and what the command does with
them (`file_uses`). `permission` applies the rules of Linux to them.

Answers are True, False, or None if the manifest does not tell. Nothing is concluded from None.

Mirrors the kubelet and its volume plugins (pkg/volume of Kubernetes 1.36), containerd's and CRI-O's
default capabilities, and `capabilities(7)` and `path_resolution(7)` of Linux. Windows containers
are not covered.
"""
