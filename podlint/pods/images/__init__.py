"""Images: how they are named, and what is known of well-known ones."""
