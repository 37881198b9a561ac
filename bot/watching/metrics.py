"""The figures of a process, for Prometheus. Labels name parts, routes and kinds: never people, sessions or words."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

FIGURES = CollectorRegistry()
"""All figures of this process. Those of what another part does stay at 0 here."""

ProcessCollector(registry=FIGURES)

_FAST = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

TURN_SECONDS = Histogram(
    "alongside_turn_seconds",
    "What a turn takes: whole (at the web), rasa (as the web waits for it), action, scoring, records (keeping it).",
    ["part"],
    buckets=_FAST,
    registry=FIGURES,
)

MESSAGE_SECONDS = Histogram(
    "alongside_message_seconds",
    "What Rasa takes for a message of any kind, the actions and the wait for its turn included.",
    buckets=_FAST,
    registry=FIGURES,
)

ACTION_SECONDS = Histogram(
    "alongside_action_seconds", "What an action takes.", ["action"], buckets=_FAST, registry=FIGURES
)

REQUEST_SECONDS = Histogram(
    "alongside_request_seconds", "What a request takes, by route.", ["route"], buckets=_FAST, registry=FIGURES
)

REQUESTS = Counter(
    "alongside_requests", "Requests, by route and status.", ["method", "route", "status"], registry=FIGURES
)

PARENTS_ENDS = Counter("alongside_parents_ends", "How talks came to an end.", ["scenario", "end"], registry=FIGURES)

ERRORS = Counter("alongside_errors", "What could not be done, and refusals, by kind.", ["kind"], registry=FIGURES)

REQUESTS_UNDER_WAY = Gauge("alongside_requests_under_way", "Requests that are being answered.", registry=FIGURES)

TURNS_WAITING = Gauge(
    "alongside_turns_waiting", "Requests that wait for another one in the same session.", registry=FIGURES
)

MESSAGES_UNDER_WAY = Gauge("alongside_messages_under_way", "Messages that Rasa has not yet answered.", registry=FIGURES)

THREADS_WAITING = Gauge("alongside_threads_waiting", "Pieces of work that wait for a thread.", registry=FIGURES)
