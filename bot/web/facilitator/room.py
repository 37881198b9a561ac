"""The facilitator's part of the interface, put together: for those who are signed in, and closed to other sites."""

from __future__ import annotations

from litestar import Router
from litestar.di import Provide

from bot.web.facilitator.access import SIGNED_IN, from_here, who_is_signed_in
from bot.web.facilitator.accounts import accounts
from bot.web.facilitator.board import delete_participant, list_notes, send_note, show_board, show_participant
from bot.web.facilitator.debrief import DEBRIEF
from bot.web.facilitator.exports import EXPORTS
from bot.web.facilitator.sharing import SHARING
from bot.web.facilitator.workshops import (
    change_workshop,
    delete_workshop,
    end_workshop,
    extend_workshop,
    list_looks,
    list_workshops,
    make_workshop,
    own_workshop,
    show_qr,
    show_workshop,
)

one_workshop = Router(
    "/api/workshops/{workshop:int}",
    route_handlers=[
        show_workshop,
        change_workshop,
        delete_workshop,
        end_workshop,
        extend_workshop,
        show_qr,
        list_looks,
        show_board,
        send_note,
        list_notes,
        show_participant,
        delete_participant,
        *SHARING,
        *DEBRIEF,
        *EXPORTS,
    ],
    dependencies={"mine": Provide(own_workshop)},
    security=SIGNED_IN,
)
"""What one does with a workshop. Its handlers take `mine: Own`, and find none that is not theirs to see."""

all_workshops = Router(
    "/",
    route_handlers=[list_workshops, make_workshop, one_workshop],
    guards=[from_here],
    dependencies={"me": Provide(who_is_signed_in)},
)

ROOM = [accounts, all_workshops]
