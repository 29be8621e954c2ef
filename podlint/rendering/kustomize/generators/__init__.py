"""Generated ConfigMaps and Secrets, and the hashes in their names."""
