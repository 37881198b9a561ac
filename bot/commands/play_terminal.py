"""A talk in the terminal: the parent speaks, the trainee types, scores and a tip follow."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.coaching.codebook import Dimension, Score, Scores
from bot.coaching.debrief.report import debrief
from bot.coaching.debrief.text import as_text
from bot.coaching.feedback.advice import Advice
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.scores_explained import explain_scores
from bot.coaching.feedback.wording import in_brackets
from bot.coaching.play import Play
from bot.coaching.roleplay.arranging import arranged
from bot.coaching.roleplay.scenario import Arrangement, Option
from bot.coaching.roleplay.talk import spoken_by
from bot.coaching.roleplay.voices import by_speaker
from bot.coaching.turn import Turn
from bot.commands.play import AS_USUAL, Wishes
from bot.commands.play_explained import explained

COMMANDS = (
    "hint (once more for the next step), feedback (on your last reply), why (its scores; or why empathy), "
    "retry (take the last reply back), finish (see the summary), quit"
)

WHY: Mapping[str, tuple[Dimension, ...]] = {
    "why": (),
    "why two-way": ("two_way",),
    "why empathy": ("empathy",),
    "why boundaries": ("boundaries",),
}
"""What asks why a reply got its scores, in exactly these words: "Why?" is for the parent."""


class _Quit(Exception):
    """The trainee wants to leave at once."""


class Terminal:
    """One talk, kept as the list of its turns; a retry takes the last one off."""

    def __init__(self, play: Play, coach: Coach, wishes: Wishes = AS_USUAL, console: Console | None = None) -> None:
        self._play, self._coach, self._wishes = play, coach, wishes
        self._console = console or Console(highlight=False)
        self._state = play.open(wishes.seed, wishes.difficulty, wishes.chosen)
        self._turns: list[Turn] = []
        self._hinted = 0
        """Steps of the hint for the parent's last line that were given."""

    def run(self) -> None:
        """Talk until the conversation ends or the trainee leaves it; then show the summary."""
        self._brief()
        self._parent(spoken_by(self._play.scenario, self._state))
        try:
            while self._step():
                pass
        except _Quit:
            return
        self._sum_up()

    def _step(self) -> bool:
        """One thing the trainee types; whether there is more to come."""
        typed = self._ask()
        command = typed.strip().lower()
        if command == "quit":
            raise _Quit
        if command == "finish":
            return False
        if command == "hint":
            self._hint()
        elif command == "feedback":
            self._feedback()
        elif command in WHY:
            self._why(WHY[command])
        elif command == "retry":
            self._retry()
        elif command == "help":
            self._aside(f"Type your reply and press Enter. You can also type: {COMMANDS}.")
        else:
            self._reply(typed)
        return True

    def _ask(self) -> str:
        prompt = "Your reply" if self._state.ended is None else "The talk is over: why, retry, finish or quit"
        try:
            return self._console.input(Text(f"\n{prompt} › ", style="bold"))
        except EOFError:
            return "finish"

    def _reply(self, reply: str) -> None:
        if self._state.ended is not None:
            self._aside(
                "The conversation has ended. Type retry to take your last reply back, or finish for the summary."
            )
            return
        turn = self._play.answer(self._state, reply)
        self._turns.append(turn)
        self._state = turn.state
        self._hinted = 0
        if self._wishes.coaching == "live":
            self._scores(turn)
            self._tip(turn.advice)
        self._parent(turn.answer)
        if self._wishes.explain:
            self._console.print(Padding(explained(self._play, turn), (1, 0, 0, 2)))
        if turn.state.ended is not None:
            self._aside(_ENDINGS[turn.state.ended].format(parent=self._play.scenario.parent.name))

    def _hint(self) -> None:
        if self._state.ended is not None:
            self._aside("The conversation has ended; there is nothing left to answer.")
            return
        steps = self._coach.hint(self._play.line(self._state), self._state, self._play.scenario).as_steps()
        self._hinted = min(self._hinted + 1, len(steps))
        self._aside("\n".join(steps[: self._hinted]))
        if self._hinted < len(steps):
            self._aside("(Type hint again for a little more.)")

    def _feedback(self) -> None:
        turn = self._turn_to_speak_of()
        if turn is not None:
            self._scores(turn)
            self._tip(turn.advice)

    def _why(self, asked: tuple[Dimension, ...]) -> None:
        turn = self._turn_to_speak_of()
        if turn is None:
            return
        explained_scores = explain_scores(turn, self._play.scenario, self._coach, asked)
        if explained_scores.scores:
            self._console.print(Padding(Text(explained_scores.as_text()), (1, 0, 0, 2)))
        else:
            self._aside("That reply has no score for it: nothing in it or before it was about a limit.")

    def _turn_to_speak_of(self) -> Turn | None:
        """The last turn; None if the coach has nothing to say about it yet."""
        if not self._turns:
            self._aside("You have not answered yet. Say something first, and ask again.")
            return None
        if self._wishes.coaching == "end" and self._state.ended is None:
            self._aside("You wanted to hear it at the end. Type finish when you want to stop and look back.")
            return None
        return self._turns[-1]

    def _retry(self) -> None:
        if not self._turns:
            self._aside("There is no reply to take back yet.")
            return
        taken = self._turns.pop()
        self._state = taken.before
        self._hinted = 0
        self._aside("Taken back. This is what you were answering:")
        self._parent(spoken_by(self._play.scenario, self._state))

    def _brief(self) -> None:
        scenario = self._play.scenario
        briefing = Text("\n\n".join(scenario.briefing))
        self._console.print(Panel(briefing, title=f"{scenario.title}: you are {scenario.teacher.name}", padding=(1, 2)))
        if scenario.content_note:
            self._aside(f"Please note: {scenario.content_note}")
        if self._wishes.difficulty == "hard" and scenario.hard:
            self._aside(f"The harder way: {scenario.hard.about}")
        for arrangement, option in arranged(scenario, self._wishes.chosen):
            self._aside(f"{arrangement.asks} {option.label}{self._others(arrangement, option)}")
        self._aside(f"Type your reply and press Enter. You can also type: {COMMANDS}.")

    @staticmethod
    def _others(arrangement: Arrangement, option: Option) -> str:
        """How to choose otherwise the next time."""
        others = [other.id for other in arrangement.options if other != option]
        return f" (or --choose {' or '.join(others)})"

    def _parent(self, bubbles: tuple[str, ...]) -> None:
        for speech in by_speaker(self._play.scenario, bubbles):
            main = speech.name == self._play.scenario.parent.name
            self._console.print(Text(f"\n{speech.name}", style="bold magenta" if main else "bold blue"))
            for bubble in speech.bubbles:
                self._console.print(Padding(Text(bubble), (0, 0, 0, 2)))

    def _scores(self, turn: Turn) -> None:
        shown = Text("  ")
        for row in _rows(turn.scored.scores):
            shown.append(f"{row.name} ")
            shown.append(f"{row.score}/3" if row.score is not None else "not called for", style=row.style)
            shown.append("   ")
        self._console.print(shown)
        for found in turn.scored.moves:
            words = found.text if len(found.text) <= 60 else found.text[:57] + "…"
            self._console.print(Text(f"    {found.move.replace('_', ' ')}: “{words}”", style="dim"))

    def _tip(self, advice: Advice) -> None:
        said = Text()
        if advice.worked:
            said.append(f"{advice.worked}\n", style="green")
        said.append(f"{advice.try_next}\n“{advice.wording}”\n")
        said.append(f"{advice.strategy.name} ({in_brackets(advice.strategy.citation)})", style="dim")
        self._console.print(Padding(said, (0, 0, 0, 2)))

    def _aside(self, words: str) -> None:
        self._console.print(Padding(Text(words, style="italic"), (0, 0, 0, 2)))

    def _sum_up(self) -> None:
        if self._turns:
            self._console.rule("Looking back")
            self._console.print(Text(as_text(debrief(self._play.scenario, self._turns, self._coach))))


class _Row(Struct, frozen=True):
    name: str
    score: Score | None

    @property
    def style(self) -> str:
        return "dim" if self.score is None else ("red", "yellow", "cyan", "green")[self.score]


def _rows(scores: Scores) -> tuple[_Row, ...]:
    return (
        _Row("Two-way", scores.two_way),
        _Row("Empathy", scores.empathy),
        _Row("Boundaries", scores.boundaries),
    )


_ENDINGS = {
    "agreement": "You and {parent} have an agreement.",
    "appointment": "You and {parent} will talk again.",
    "stalled": "{parent} has gone quiet, and nothing is settled.",
    "walkout": "{parent} has left.",
}
