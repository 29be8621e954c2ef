"""What rules visit, beyond the models."""
