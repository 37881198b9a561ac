"""What an operator gets to see: figures, logs, and which request a line belongs to. Never what people typed.

Knows nothing of the rest of the product, so that every part can tell what it does.
"""
