"""Rules about service accounts and their tokens."""
