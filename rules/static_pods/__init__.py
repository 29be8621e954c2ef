"""Rules about static Pods, which the kubelet reads from a directory on its node."""
