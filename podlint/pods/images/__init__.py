"""Image names, and facts about well-known images."""
