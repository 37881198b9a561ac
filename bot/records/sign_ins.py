"""Who is signed in, and how often somebody has tried in vain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, text, update

from bot.records.facilitator_values import Facilitator
from bot.records.facilitators import facilitator_from
from bot.records.store import Store, now, utc
from bot.records.workshop_tables import facilitators, sign_in_attempts, signed_in

IDLE = timedelta(hours=12)
"""For how long one stays signed in without doing anything."""
LONGEST = timedelta(days=7)
"""After which one has to sign in again in any case."""
OVERLAP = timedelta(minutes=2)
"""For how long a token still works when it has been renewed: what was asked at the same moment has the old one."""
NOTED_EVERY = timedelta(minutes=5)
"""How exactly it is kept when somebody was seen last, so that looking costs no writing."""

REMEMBERED = timedelta(hours=1)
"""For how long a failed try counts."""
FIRST_WAIT = timedelta(seconds=30)
"""How long one waits after the last try that was free; twice as long after each further one."""
LONGEST_WAIT = timedelta(minutes=15)


class SignIns(Store):
    """What the records know of those who are signed in."""

    def sign_in(self, token_hash: str, facilitator: int) -> None:
        """Note that somebody has signed in, and forget who has long gone. Raises RecordsUnavailable."""
        at = now()
        row = {"token_hash": token_hash, "facilitator_id": facilitator, "created_at": at, "seen_at": at}
        with self._writing() as connection:
            connection.execute(delete(signed_in).where(signed_in.c.expires_at <= at))
            connection.execute(insert(signed_in).values(row | {"expires_at": at + IDLE}))

    def signed_in(self, token_hash: str) -> Facilitator | None:
        """Who is signed in under that token hash, from now on for another while; None if nobody is.

        Raises RecordsUnavailable.
        """
        at = now()
        here = signed_in.c.token_hash == token_hash
        may = here & (signed_in.c.expires_at > at) & facilitators.c.closed_at.is_(None)
        query = select(facilitators, signed_in.c.created_at.label("since"), signed_in.c.seen_at)
        query = query.join(signed_in, signed_in.c.facilitator_id == facilitators.c.id).where(may)
        with self._reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        if at - utc(row.seen_at) > NOTED_EVERY:
            until = min(at + IDLE, utc(row.since) + LONGEST)
            with self._writing() as connection:
                connection.execute(update(signed_in).where(here).values(seen_at=at, expires_at=until))
        return facilitator_from(row)

    def renew(self, token_hash: str, new_hash: str) -> bool:
        """Let another token take the place of one; whether somebody is signed in with that.

        How long one may stay signed in at most is still counted from when one signed in. Raises RecordsUnavailable.
        """
        at = now()
        here = (signed_in.c.token_hash == token_hash) & (signed_in.c.expires_at > at)
        with self._writing() as connection:
            row = connection.execute(select(signed_in).where(here).with_for_update()).first()
            if row is None:
                return False
            until = min(utc(row.expires_at), at + OVERLAP)
            # Seen now, so that its last use does not prolong it: see NOTED_EVERY.
            connection.execute(update(signed_in).where(here).values(expires_at=until, seen_at=at))
            fresh = {"token_hash": new_hash, "facilitator_id": row.facilitator_id, "created_at": row.created_at}
            lasts = min(at + IDLE, utc(row.created_at) + LONGEST)
            connection.execute(insert(signed_in).values(fresh | {"seen_at": at, "expires_at": lasts}))
        return True

    def sign_out(self, token_hash: str) -> None:
        """Note that somebody has signed out. Raises RecordsUnavailable."""
        with self._writing() as connection:
            connection.execute(delete(signed_in).where(signed_in.c.token_hash == token_hash))

    def wait_for(self, free: Mapping[str, int]) -> timedelta | None:
        """How long one has to wait before the next try under these keys; None if not at all.

        Raises RecordsUnavailable.
        """
        with self._reading() as connection:
            longest = max((_wait(connection, key, allowed) for key, allowed in free.items()), default=timedelta(0))
        return longest if longest > timedelta(0) else None

    def try_once(self, free: Mapping[str, int]) -> timedelta | None:
        """Count one try under each of the keys, hashes of what the tries are limited for.

        `free` says how many in a row cost nothing. If it is too early for another one under any key, nothing is
        counted, and how long to wait is handed back. A try is counted before it is made, so that many at once
        are no way around. Raises RecordsUnavailable.
        """
        at = now()
        with self._writing() as connection:
            _one_at_a_time(connection, free)
            connection.execute(delete(sign_in_attempts).where(sign_in_attempts.c.at <= at - REMEMBERED))
            waits = [_wait(connection, key, allowed) for key, allowed in free.items()]
            longest = max(waits, default=timedelta(0))
            if longest > timedelta(0):
                return longest
            connection.execute(insert(sign_in_attempts), [{"key_hash": key, "at": at} for key in free])
        return None

    def take_back_try(self, key: str, all_of_them: bool) -> None:
        """Let the last try under a key, or all of them, count no more: it was right. Raises RecordsUnavailable."""
        mine = sign_in_attempts.c.key_hash == key
        with self._writing() as connection:
            if not all_of_them:
                last = select(func.max(sign_in_attempts.c.id)).where(mine).scalar_subquery()
                mine = sign_in_attempts.c.id == last
            connection.execute(delete(sign_in_attempts).where(mine))


def _one_at_a_time(connection: Any, keys: Iterable[str]) -> None:
    """Let nobody else count under these keys meanwhile. SQLite has locked the whole database by then."""
    if connection.dialect.name == "postgresql":
        # Always in the same order, so that no two wait for each other.
        for key in sorted(keys):
            connection.execute(text("select pg_advisory_xact_lock(hashtext(:key))"), {"key": key})


def _wait(connection: Any, key: str, allowed: int) -> timedelta:
    tries = select(func.count(), func.max(sign_in_attempts.c.at)).where(sign_in_attempts.c.key_hash == key)
    made, last = connection.execute(tries).one()
    if made < allowed:
        return timedelta(0)
    doubled = FIRST_WAIT * 2 ** min(made - allowed, 10)
    left: timedelta = utc(last) + min(doubled, LONGEST_WAIT) - now()
    return left
