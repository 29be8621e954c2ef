"""Rules about what controllers make of workloads."""
