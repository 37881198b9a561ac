"""Starts and watches the processes of the product: Rasa, the actions and the web."""
