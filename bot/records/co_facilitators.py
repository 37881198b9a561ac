"""Who runs a workshop: the facilitator whose it is, and others they have let in."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from sqlalchemy import delete, insert, select

from bot.records.errors import UnknownFacilitator, UnknownWorkshop
from bot.records.facilitator_values import Facilitator
from bot.records.facilitators import facilitator_from, key_of
from bot.records.store import Store, now, utc
from bot.records.workshop_tables import co_facilitators, facilitators, workshops


class RunsWorkshop(Struct, frozen=True):
    """Somebody who runs a workshop."""

    facilitator: Facilitator
    owns: bool
    """Whether it is theirs."""
    since: datetime


class CoFacilitators(Store):
    """What the records know of those who run a workshop together."""

    def runs(self, workshop: int, facilitator: int) -> bool:
        """Whether somebody runs a workshop beside the facilitator whose it is. Raises RecordsUnavailable."""
        here = (co_facilitators.c.workshop_id == workshop) & (co_facilitators.c.facilitator_id == facilitator)
        with self._reading() as connection:
            return connection.execute(select(co_facilitators.c.since).where(here)).first() is not None

    def run_by(self, workshop: int) -> list[RunsWorkshop]:
        """Who runs a workshop: first whose it is, then the others in the order in which they came.

        Those who can no longer sign in are not among the others. Raises RecordsUnavailable.
        """
        owner = select(facilitators, workshops.c.created_at.label("since"))
        owner = owner.join(workshops, workshops.c.facilitator_id == facilitators.c.id).where(workshops.c.id == workshop)
        others = select(facilitators, co_facilitators.c.since)
        others = others.join(co_facilitators, co_facilitators.c.facilitator_id == facilitators.c.id)
        others = others.where(co_facilitators.c.workshop_id == workshop, facilitators.c.closed_at.is_(None))
        others = others.order_by(co_facilitators.c.since, facilitators.c.id)
        with self._reading() as connection:
            found = [(row, True) for row in connection.execute(owner)]
            found += [(row, False) for row in connection.execute(others)]
        return [RunsWorkshop(facilitator_from(row), owns, utc(row.since)) for row, owns in found]

    def let_run(self, workshop: int, name: str) -> Facilitator:
        """Let the facilitator of that name run a workshop too; who runs it already stays as they are.

        Raises UnknownFacilitator if nobody of that name can sign in, UnknownWorkshop, RecordsUnavailable.
        """
        named = select(facilitators).where(facilitators.c.name_key == key_of(name), facilitators.c.closed_at.is_(None))
        with self._writing() as connection:
            # Held, so that nobody is let into what is being deleted, or let in twice at the same moment.
            held = select(workshops.c.facilitator_id).where(workshops.c.id == workshop).with_for_update()
            owner = connection.execute(held).scalar()
            if owner is None:
                raise UnknownWorkshop(workshop)
            row = connection.execute(named).first()
            if row is None:
                raise UnknownFacilitator(name)
            here = (co_facilitators.c.workshop_id == workshop) & (co_facilitators.c.facilitator_id == row.id)
            there = connection.execute(select(co_facilitators.c.since).where(here)).first()
            if row.id != owner and there is None:
                value = {"workshop_id": workshop, "facilitator_id": row.id, "since": now()}
                connection.execute(insert(co_facilitators).values(value))
        return facilitator_from(row)

    def let_run_no_longer(self, workshop: int, facilitator: int) -> bool:
        """Take that back; whether they ran it beside its facilitator. Their ratings and comments stay.

        Raises RecordsUnavailable.
        """
        here = (co_facilitators.c.workshop_id == workshop) & (co_facilitators.c.facilitator_id == facilitator)
        with self._writing() as connection:
            return bool(connection.execute(delete(co_facilitators).where(here)).rowcount)
