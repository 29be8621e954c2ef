"""Rules about static Pods: files that a kubelet reads from a folder of its node."""
