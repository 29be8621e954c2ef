"""What is known of Pods beyond their models: commands, images, volumes, handlers."""
