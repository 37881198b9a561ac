"""Rasa without TensorFlow, which a bot that follows rules never uses and which is most of what Rasa weighs.

`stand_in` is what Rasa finds in the place of TensorFlow, `needed` says early which component cannot do without it,
and `start` lets both be there in every Python of an environment.
"""

from bot.rasa.light.stand_in import install

__all__ = ["install"]
