"""Alongside: a rule-based coach for the conversations with parents that teachers dread."""
