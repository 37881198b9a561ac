"""What a button may set off. Anything else that looks like a payload is just words."""

from __future__ import annotations

INTENTS = (
    "begin",
    "choose_coaching",
    "choose_scenario",
    "explain",
    "feedback",
    "find_hard",
    "finish",
    "goodbye",
    "greet",
    "help",
    "hint",
    "list_scenarios",
    "pause",
    "progress",
    "resume",
    "retry",
    "start_over",
    "why",
)
"""The intents of `domain.yml`. Rasa has others of its own, which nobody may set off from outside."""

PAYLOAD = rf"^/({'|'.join(INTENTS)})(\{{[^\r\n]*\}})?$"
