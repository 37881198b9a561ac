"""Facilitators, and the invitations by which they become some."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update

from bot.records.errors import InvitationOver, LastAdministrator, NameTaken
from bot.records.facilitator_values import Facilitator, Invitation, Role
from bot.records.store import Store, now, utc
from bot.records.workshop_tables import facilitators, invitations, signed_in

FIRST_LASTS = timedelta(hours=24)
"""For how long the link of the very first facilitator works."""
INVITATION_LASTS = timedelta(days=7)

ID_LENGTH = 16
"""Signs of a token's hash by which an invitation is named."""


class Facilitators(Store):
    """What the records know of facilitators."""

    def add_facilitator(self, name: str, password_hash: str, role: Role) -> Facilitator:
        """Add a facilitator. Raises NameTaken if there is one by that name, RecordsUnavailable."""
        with self._writing() as connection:
            return _add(connection, name, password_hash, role)

    def facilitators(self) -> list[Facilitator]:
        """All facilitators, also those who can no longer sign in, by name. Raises RecordsUnavailable."""
        with self._reading() as connection:
            rows = connection.execute(select(facilitators).order_by(facilitators.c.name_key)).all()
        return [facilitator_from(row) for row in rows]

    def facilitator_named(self, name: str) -> tuple[Facilitator, str] | None:
        """The facilitator of that name who can sign in, and the hash of their password. Raises RecordsUnavailable."""
        query = select(facilitators).where(facilitators.c.name_key == key_of(name), facilitators.c.closed_at.is_(None))
        with self._reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else (facilitator_from(row), row.password_hash)

    def set_password(self, facilitator: int, password_hash: str) -> None:
        """Change a password; whoever is signed in with the old one is so no longer. Raises RecordsUnavailable."""
        with self._writing() as connection:
            own = facilitators.c.id == facilitator
            connection.execute(update(facilitators).where(own).values(password_hash=password_hash))
            connection.execute(delete(signed_in).where(signed_in.c.facilitator_id == facilitator))

    def close_facilitator(self, facilitator: int) -> bool:
        """Let somebody sign in no longer; whether there was such a facilitator. Their workshops stay.

        Raises LastAdministrator if nobody would be left to let others in, RecordsUnavailable.
        """
        with self._writing() as connection:
            # All administrators are held, so that two of them cannot close each other at the same moment.
            chief = (facilitators.c.role == "administrator") & facilitators.c.closed_at.is_(None)
            left = set(connection.execute(select(facilitators.c.id).where(chief).with_for_update()).scalars())
            if left == {facilitator}:
                raise LastAdministrator(facilitator)
            open_one = (facilitators.c.id == facilitator) & facilitators.c.closed_at.is_(None)
            closed = connection.execute(update(facilitators).where(open_one).values(closed_at=now())).rowcount
            connection.execute(delete(signed_in).where(signed_in.c.facilitator_id == facilitator))
            return bool(closed)

    def invite(self, token_hash: str, role: Role, by: int) -> Invitation:
        """Let somebody become a facilitator with a link. Raises RecordsUnavailable."""
        with self._writing() as connection:
            return _invite(connection, token_hash, role, by, INVITATION_LASTS)

    def invite_first(self, token_hash: str) -> Invitation | None:
        """Let somebody become the first administrator with a link, and void earlier such links.

        None if there is a facilitator already. Raises RecordsUnavailable.
        """
        with self._writing() as connection:
            if connection.execute(select(facilitators.c.id).limit(1)).first() is not None:
                return None
            connection.execute(delete(invitations).where(invitations.c.by.is_(None)))
            return _invite(connection, token_hash, "administrator", None, FIRST_LASTS)

    def invitations(self) -> list[Invitation]:
        """The invitations that can still be used, the newest first. Raises RecordsUnavailable."""
        query = select(invitations).where(_usable()).order_by(invitations.c.created_at.desc())
        with self._reading() as connection:
            return [_invitation_from(row) for row in connection.execute(query)]

    def invitation(self, token_hash: str) -> Invitation | None:
        """The invitation under that token hash, if it can still be used. Raises RecordsUnavailable."""
        query = select(invitations).where(invitations.c.token_hash == token_hash, _usable())
        with self._reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else _invitation_from(row)

    def withdraw_invitation(self, id: str) -> bool:
        """Let an invitation be of no use any more; whether there was such a one. Raises RecordsUnavailable."""
        with self._writing() as connection:
            rows = connection.execute(select(invitations.c.token_hash).where(_usable())).scalars()
            found = [token_hash for token_hash in rows if token_hash[:ID_LENGTH] == id]
            connection.execute(delete(invitations).where(invitations.c.token_hash.in_(found)))
        return bool(found)

    def accept(self, token_hash: str, name: str, password_hash: str) -> Facilitator:
        """Become a facilitator by an invitation, which is used up then.

        Raises InvitationOver if it was used, is too old or never was; NameTaken, which leaves it usable;
        RecordsUnavailable.
        """
        with self._writing() as connection:
            mine = (invitations.c.token_hash == token_hash) & _usable()
            row = connection.execute(select(invitations).where(mine).with_for_update()).first()
            somebody = select(func.count()).select_from(facilitators)
            # The first link is void as soon as somebody else has become the first.
            if row is None or (row.by is None and connection.execute(somebody).scalar()):
                raise InvitationOver()
            connection.execute(update(invitations).where(mine).values(used_at=now()))
            return _add(connection, name, password_hash, row.role)


def key_of(name: str) -> str:
    """A name as it is compared: without case, extra spaces and different ways to write the same letter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def facilitator_from(row: Any) -> Facilitator:
    """A facilitator as they stand in their row."""
    return Facilitator(
        id=row.id,
        name=row.name,
        role=row.role,
        created_at=utc(row.created_at),
        closed_at=None if row.closed_at is None else utc(row.closed_at),
    )


def _add(connection: Any, name: str, password_hash: str, role: Role) -> Facilitator:
    same = select(facilitators.c.id).where(facilitators.c.name_key == key_of(name))
    if connection.execute(same).first() is not None:
        raise NameTaken(name)
    at = now()
    row = {"name": name, "name_key": key_of(name), "password_hash": password_hash, "role": role, "created_at": at}
    (id,) = connection.execute(insert(facilitators).values(row)).inserted_primary_key
    return Facilitator(id, name, role, at)


def _invite(connection: Any, token_hash: str, role: Role, by: int | None, lasts: timedelta) -> Invitation:
    at = now()
    row = {"token_hash": token_hash, "role": role, "by": by, "created_at": at, "expires_at": at + lasts}
    connection.execute(insert(invitations).values(row))
    return Invitation(token_hash[:ID_LENGTH], role, by, at, at + lasts)


def _usable() -> Any:
    inviting = select(facilitators.c.id).where(facilitators.c.closed_at.is_(None))
    by = or_(invitations.c.by.is_(None), invitations.c.by.in_(inviting))
    return invitations.c.used_at.is_(None) & (invitations.c.expires_at > now()) & by


def _invitation_from(row: Any) -> Invitation:
    return Invitation(row.token_hash[:ID_LENGTH], row.role, row.by, utc(row.created_at), utc(row.expires_at))
