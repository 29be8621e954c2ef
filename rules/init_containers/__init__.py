"""Rules about init containers and sidecars."""
