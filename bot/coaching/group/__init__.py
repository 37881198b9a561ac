"""What a workshop's talks show together, for a group that learns from its own replies."""
