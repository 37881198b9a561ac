"""Imports first what takes long when it is imported last.

Rasa keeps the classifier with skops, and imports that when it loads a model. skops then asks of hundreds of functions
of NumPy and SciPy which module they are from, and looks through all modules that are there by then, most of them
Rasa's: two thirds of the time that loading takes. Before Rasa's own there are few to look through.
"""


def import_early() -> None:
    """Import it now: before Rasa. What is found is the same."""
    import skops.io  # noqa: F401
