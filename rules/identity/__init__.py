"""Rules about users, groups, capabilities, and service accounts."""
