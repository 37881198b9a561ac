"""What happens between the interface and the conversation: one thing at a time in each session."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import Any

from bot.coaching.debrief.confidence import Confidence, ConfidenceCourse
from bot.coaching.roleplay.arranging import CannotBeChosen, chosen_in
from bot.coaching.roleplay.scenario import Scenario
from bot.records import Aside, KeptTurn, Message, Records, SessionRecord, UnknownParticipant, UnknownTrainee
from bot.web import problems
from bot.web.answers import answer_to, said, state_of
from bot.web.rasa import NoAnswer, Rasa
from bot.web.rasa_memory import RasaMemory
from bot.web.shapes import Answer, Opened, OpenSession, Reply, Retried, Said
from bot.web.tokens import hash_of, new_token
from bot.web.turns_to_speak import TurnsToSpeak
from bot.web.words import taken
from bot.web.workshop_problems import not_taking_part
from bot.web.workshop_rules import check_speaking, check_taking_back, time_limit_of

FINISH = "/finish"
"""The one button that still works when the time is over."""


class Conversations:
    """The conversations of all sessions. Every method raises Problem, and RecordsUnavailable."""

    def __init__(
        self,
        records: Records,
        rasa: Rasa,
        memory: RasaMemory,
        turns: TurnsToSpeak,
        scenarios: Mapping[str, Scenario],
    ) -> None:
        self._records = records
        self._rasa = rasa
        self._memory = memory
        self._turns = turns
        self._scenarios = scenarios

    async def open(self, wishes: OpenSession, trainee: int | None = None, participant: int | None = None) -> Opened:
        """Open a session, in that trainee's practice or on its own, and let the coach, or the parent, speak first.

        As a participant's session it belongs to their workshop too.
        """
        begin = self._begin_with(wishes)
        token = new_token()
        seed = secrets.randbelow(2**31) if wishes.seed is None else wishes.seed
        try:
            session = await asyncio.to_thread(
                self._records.open_session,
                wishes.scenario,
                wishes.coaching,
                seed,
                hash_of(token),
                trainee,
                participant,
            )
        except UnknownTrainee:
            raise problems.no_such_practice() from None
        except UnknownParticipant:
            raise not_taking_part() from None
        # Held against whoever deletes the practice meanwhile, and looked at again for who has just done so.
        async with self._turns.turn_in(session.id):
            await self._now(session.id)
            try:
                now, messages = await self._first_words(session.id, wishes, seed, begin)
            except NoAnswer as error:
                await asyncio.to_thread(self._records.delete_session, session.id)
                raise problems.coach_unavailable(error.words) from None
            await asyncio.to_thread(self._records.keep_aside, session.id, None, messages)
            until = await asyncio.to_thread(time_limit_of, self._records, now)
        return Opened(session.id, token, said(messages), now.scenario, now.playing, state_of(now.opening), until)

    async def _first_words(
        self, session: str, wishes: OpenSession, seed: int, begin: dict[str, Any]
    ) -> tuple[SessionRecord, list[Message]]:
        """The session as it has begun, and what was said. Raises NoAnswer."""
        if wishes.scenario is None:
            messages = await self._rasa.order(session, "greet", coaching=wishes.coaching)
            return await self._now(session), messages
        messages = await self._rasa.order(session, "begin", coaching=wishes.coaching, seed=seed, **begin)
        now = await self._now(session)
        if not now.playing:
            raise NoAnswer()
        if wishes.goal or wishes.confidence:
            now = await asyncio.to_thread(self._records.set_out, session, wishes.goal, wishes.confidence)
        return now, messages

    def _begin_with(self, wishes: OpenSession) -> dict[str, Any]:
        """What Rasa is told of the scenario and the choices before the meeting. Raises Problem."""
        if wishes.scenario is None:
            if wishes.chosen or wishes.difficulty != "usual" or wishes.goal is not None or wishes.confidence:
                raise problems.nothing_to_choose()
            return {}
        scenario = self._scenarios.get(wishes.scenario)
        if scenario is None:
            raise problems.unknown_scenario(wishes.scenario, list(self._scenarios))
        if wishes.goal is not None and wishes.goal not in scenario.strategies:
            raise problems.not_practised_here(wishes.goal, scenario)
        try:
            chosen = chosen_in(scenario, wishes.chosen, wishes.difficulty)
        except CannotBeChosen as error:
            raise problems.cannot_be_chosen(error) from None
        return {"scenario": scenario.id, "difficulty": wishes.difficulty, "chosen": list(chosen)}

    async def reply(self, session: str, reply: Reply) -> Answer:
        """Hand a reply on, once under each client id, and give the answer: the recorded one if there is one."""
        text = taken(reply.text)
        client_id = reply.client_id or secrets.token_hex(16)
        async with self._turns.turn_in(session):
            now, known = await self._reply_of(session, client_id)
            if known is not None:
                return answer_to(known, now)
            if reply.payload != FINISH and now.participant is not None:
                await asyncio.to_thread(check_speaking, self._records, now)
            if now.opened_for is not None and not now.playing and not reply.payload:
                raise problems.over()
            try:
                if reply.payload:
                    messages = await self._rasa.press(session, reply.payload, now.stands)
                else:
                    messages = await self._rasa.say(session, text, client_id, now.stands)
            except NoAnswer as error:
                # The turn may have been recorded before the answer got lost.
                now, known = await self._reply_of(session, client_id)
                if known is not None:
                    return answer_to(known, now)
                raise problems.coach_unavailable(error.words) from None
            now, known = await self._reply_of(session, client_id)
            if known is None:
                known = await asyncio.to_thread(self._records.keep_aside, session, text, messages, client_id)
            return answer_to(known, now)

    async def order(self, session: str, intent: str) -> Said:
        """Give a command that leaves the turns as they are."""
        async with self._turns.turn_in(session):
            messages = await self._ordered(session, intent)
            await asyncio.to_thread(self._records.keep_aside, session, None, messages)
            now = await self._now(session)
            return Said(said(messages), now.playing, now.paused)

    async def retry(self, session: str, turn: int | None) -> Retried:
        """Take the last reply back. With `turn` only if that is the last, so that asking twice takes back one."""
        async with self._turns.turn_in(session):
            now = await self._now(session)
            await asyncio.to_thread(check_taking_back, self._records, now)
            await asyncio.to_thread(check_speaking, self._records, now)
            before = await asyncio.to_thread(self._records.turns, session)
            taken_back_already = turn is not None and turn != len(before)
            messages = await (self._line_again(session) if taken_back_already else self._ordered(session, "retry"))
            state = await asyncio.to_thread(self._records.latest_state, session)
            return Retried(said(messages), 1 if state is None else state.turn + 1, state_of(state))

    async def look_back(self, session: str, confidence: Confidence) -> ConfidenceCourse:
        """Keep how sure the trainee feels after the talk; asked again, the last answer counts."""
        async with self._turns.turn_in(session):
            if (await self._now(session)).talk is None:
                raise problems.nothing_to_report()
            now = await asyncio.to_thread(self._records.look_back, session, confidence)
            return now.confidence or ConfidenceCourse()

    async def finish(self, session: str) -> list[Message]:
        """Close the role-play, whether or not it has come to its end, and let the coach look back."""
        async with self._turns.turn_in(session):
            if (await self._now(session)).talk is None:
                raise problems.nothing_to_report()
            messages = await self._ordered(session, "finish")
            await asyncio.to_thread(self._records.end_session, session)
            await asyncio.to_thread(self._records.keep_aside, session, None, messages)
            return messages

    async def delete(self, session: str) -> None:
        """Delete all that was said in a session, once nobody is speaking in it."""
        async with self._turns.turn_in(session):
            # Ours last: as long as the session is known, a deletion that failed half-way can be asked for again.
            await asyncio.to_thread(self._memory.forget, [session])
            await asyncio.to_thread(self._records.delete_session, session)

    async def delete_practice(self, trainee: int) -> None:
        """Delete a practice and all that was said in its sessions, once nobody is speaking in any of them."""
        records = self._records
        await self._delete_all(partial(records.sessions_of, trainee), partial(records.delete_trainee, trainee))

    async def delete_workshop(self, workshop: int) -> None:
        """Delete a workshop and all that was said in it, in the same way."""
        records = self._records
        await self._delete_all(partial(records.sessions_in, workshop), partial(records.delete_workshop, workshop))

    async def delete_participant(self, workshop: int, participant: int) -> None:
        """Delete a participant and all that they said in the workshop, in the same way."""
        records = self._records
        await self._delete_all(
            partial(records.sessions_in, workshop, participant),
            partial(records.delete_participant, workshop, participant),
        )

    async def _delete_all(
        self, sessions_now: Callable[[], Sequence[str]], delete: Callable[[Sequence[str]], bool]
    ) -> None:
        deleted = False
        while not deleted:
            sessions = sorted(await asyncio.to_thread(sessions_now))
            async with AsyncExitStack() as silence:
                for session in sessions:
                    await silence.enter_async_context(self._turns.turn_in(session))
                await asyncio.to_thread(self._memory.forget, sessions)
                # Not if yet another session was opened meanwhile: that has to be forgotten first.
                deleted = await asyncio.to_thread(delete, sessions)

    async def _now(self, session: str) -> SessionRecord:
        found = await asyncio.to_thread(self._records.session, session)
        if found is None:
            raise problems.not_yours()
        return found

    async def _ordered(self, session: str, intent: str) -> list[Message]:
        # Whoever waited for a turn to speak may find the session deleted: Rasa must not begin to remember it anew.
        now = await self._now(session)
        try:
            return await self._rasa.order(session, intent, now.stands)
        except NoAnswer as error:
            raise problems.coach_unavailable(error.words) from None

    async def _reply_of(self, session: str, client_id: str) -> tuple[SessionRecord, KeptTurn | Aside | None]:
        """How the session stands, and what is recorded in it under that client id."""
        found = await asyncio.to_thread(self._records.reply_of, session, client_id)
        if found is None:
            raise problems.not_yours()
        return found

    async def _line_again(self, session: str) -> list[Message]:
        """What the parent said last."""
        kept = await asyncio.to_thread(self._records.kept_turns, session)
        asides = await asyncio.to_thread(self._records.asides, session)
        spoken: list[Any] = [*kept[-1:]] or asides
        for one in reversed(spoken):
            line: list[Message] = [message for message in one.messages if message.get("speaker") == "parent"]
            if line:
                return line
        return []
