"""Rasa's custom actions: thin adapters from a conversation in Rasa to the coaching, and back to events.

One module per topic. `action_teacher_reply` is the role-play loop; the others are what the coach does around it.
"""
