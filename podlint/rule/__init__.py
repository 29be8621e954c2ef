"""What a rule is, where it comes from and how it is shown."""
