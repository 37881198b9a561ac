"""Figures that are counted in the database when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.records import Records, RecordsUnavailable

FRESH = 15.0
"""Seconds for which a count is told again rather than made anew."""


class RecordsFigures(Collector):
    """How many talks are going on, and how much waits to be sent. Every web process tells the same, for all."""

    def __init__(self, records: Records) -> None:
        self._counts: dict[str, tuple[str, Callable[[], int]]] = {
            "alongside_talks_going_on": ("Talks in which something was said of late.", records.talks_going_on),
            "alongside_outbox_waiting": (
                "Statements that wait for the Learning Record Store.",
                records.statements_waiting,
            ),
        }
        self._counted: list[Metric] = []
        self._counted_at = -FRESH

    def collect(self) -> Iterator[Metric]:
        """The figures; none while the records are out of reach."""
        if monotonic() - self._counted_at > FRESH:
            try:
                self._counted = [
                    GaugeMetricFamily(name, about, value=count()) for name, (about, count) in self._counts.items()
                ]
            except RecordsUnavailable:
                self._counted = []
            self._counted_at = monotonic()
        yield from self._counted
