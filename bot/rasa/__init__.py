"""What is different here from Rasa as it comes. Each file changes one thing, and says why."""
