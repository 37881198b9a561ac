"""What the commands of `alongside` do, each in a file of its own; `bot/cli.py` gives them their options."""
