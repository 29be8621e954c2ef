"""Rules about static Pods, which the kubelet reads from a directory of its node."""
