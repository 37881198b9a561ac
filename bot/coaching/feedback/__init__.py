"""What the coach says: after a reply, and when the trainee asks for help."""
