"""The `alongside` command."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated, Literal, Optional

import typer

from bot.commands.outcome import BadInput, Failed
from bot.library.faults import KnowledgeError

app = typer.Typer(
    name="alongside",
    help="Rehearse the conversations with parents that teachers dread.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def serve(
    port: Annotated[Optional[int], typer.Option(help="Port of the page; ALONGSIDE_PORT by default.")] = None,  # noqa: UP045
    part: Annotated[
        Optional[Literal["rasa", "actions", "web"]],  # noqa: UP045
        typer.Option(help="Start this part alone, where something else starts and watches the parts."),
    ] = None,
) -> None:
    """Start everything and print the address when a person can begin. Ctrl-C stops it."""
    from bot.commands.serve import serve as run

    run(port=port, part=part)


@app.command()
def prepare(
    what: Annotated[
        Literal["model", "database", "all"], typer.Argument(help="The model, the database, or both.")
    ] = "all",
) -> None:
    """Train the model and bring the database up to date, as `serve` does before it starts."""
    from bot.commands.prepare import prepare as run

    run(what)


facilitators = typer.Typer(help="Say who may run workshops.", rich_markup_mode=None)
app.add_typer(facilitators, name="facilitator")


@facilitators.command("add")
def add_facilitator(
    name: Annotated[str, typer.Argument(help="The name under which they sign in.")],
    administrator: Annotated[
        bool, typer.Option("--administrator", help="They also see all workshops, and invite others.")
    ] = False,
) -> None:
    """Add a facilitator. The password is asked for, or read from standard input."""
    from bot.commands.facilitator import add_facilitator as run

    run(name, "administrator" if administrator else "facilitator")


@facilitators.command("password")
def give_password(name: Annotated[str, typer.Argument(help="Whose.")]) -> None:
    """Give somebody a new password who has forgotten theirs; it is asked for, or read from standard input."""
    from bot.commands.facilitator import give_password as run

    run(name)


@facilitators.command("list")
def list_facilitators() -> None:
    """List the facilitators."""
    from bot.commands.facilitator import list_facilitators as run

    run()


@app.command()
def demo(
    remove: Annotated[bool, typer.Option("--remove", help="Take the demo away.")] = False,
    live: Annotated[
        Optional[float],  # noqa: UP045
        typer.Option(min=0.1, max=240, metavar="MINUTES", help="Let the talks that are on go on for so long."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=999_999, help="Another one, another group.")] = 1,
) -> None:
    """Make a workshop full of made-up participants, with a board, a wall and a debrief to look around in."""
    from bot.commands.demo import remove_demo, show_demo

    if remove:
        remove_demo()
    else:
        show_demo(seed, live)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; there must be none by that name yet.")],
) -> None:
    """Write all that is kept to one file, as it stands at this moment, also while it is in use."""
    from bot.commands.backup import back_up

    back_up(file)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of all that is kept now.")] = False,
) -> None:
    """Put everything back as a backup has it, also into another kind of database."""
    from bot.commands.backup import restore as run

    run(file, replace)


@app.command("migrate-to")
def migrate_to(
    url: Annotated[str, typer.Argument(help="An empty database: postgresql://user:password@host/name.")],
) -> None:
    """Copy all that is kept into PostgreSQL, all or nothing, and count it on both sides."""
    from bot.commands.migrate_to import migrate_to as run

    run(url)


@app.command()
def score() -> None:
    """Score replies: JSON lines on standard input, one JSON line out for each.

    In: {"id": …, "parent": "…", "calls_for": ["two_way", "empathy", "boundaries"], "reply": "…"}.
    A line that cannot be read gives {"id": …, "error": "…"} in its place.
    """
    from bot.commands.score import score_lines

    typed = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    score_lines(typed, sys.stdout)


@app.command()
def explain(
    reply: Annotated[str, typer.Argument(help="The teacher's reply.")],
    parent: Annotated[str, typer.Option(help="The parent's line that it answers.")] = "",
    calls_for: Annotated[str, typer.Option(help="What the line calls for.")] = "two_way,empathy",
    everything: Annotated[bool, typer.Option("--all", help="Show every rule that nearly fired.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print it as one JSON object.")] = False,
) -> None:
    """Show how a reply came to its scores: words, clauses, rules that fired or nearly did, and why not."""
    from bot.commands.explain import print_explanation

    print_explanation(reply, parent, calls_for, everything=everything, as_json=json)


@app.command()
def play(
    scenario: Annotated[str, typer.Argument(help="Its id: angry_parent, neglect_concerns, poverty, special_care …")],
    replies: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="A script, one reply a line; prints one JSON line a turn."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Decides between lines that fit equally well.")] = 0,
    hard: Annotated[bool, typer.Option("--hard", help="The harder way, where the scenario has one.")] = False,
    choose: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(metavar="OPTION", help="Id of a choice before the meeting; may be given several times."),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Show after each turn what the parent went by.")] = False,
    coaching: Annotated[
        Literal["live", "request", "end"],
        typer.Option(help="When the coach speaks: after every reply, when asked, or at the end."),
    ] = "live",
) -> None:
    """Talk to a parent in the terminal, or run a script of replies."""
    from bot.commands.play import Wishes, play_in_terminal, play_script

    wishes = Wishes(seed, "hard" if hard else "usual", tuple(choose or ()), explain, coaching)
    if replies is None:
        play_in_terminal(scenario, wishes)
    else:
        play_script(scenario, replies, wishes)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Replies with readings, one JSON object a line.")],
    json: Annotated[Optional[Path], typer.Option(metavar="FILE", help="Write the report; - prints only it.")] = None,  # noqa: UP045
    compare: Annotated[Optional[Path], typer.Option(metavar="FILE", help="An earlier report to compare with.")] = None,  # noqa: UP045
    beside: Annotated[Optional[Path], typer.Option(metavar="FILE", help="Other replies to set beside.")] = None,  # noqa: UP045
    train: Annotated[Optional[Path], typer.Option(metavar="FILE", help="What the baselines learn from.")] = None,  # noqa: UP045
    baselines: Annotated[bool, typer.Option(help="Also measure baselines, which takes some seconds.")] = True,
    confusion: Annotated[bool, typer.Option("--confusion", help="Show which scores are taken for which.")] = False,
    styles: Annotated[bool, typer.Option("--styles", help="Show each style of replies apart.")] = False,
    worst: Annotated[int, typer.Option(min=0, help="Show so many of the worst disagreements.")] = 0,
    texts: Annotated[bool, typer.Option(help="Show the words of the worst.")] = True,
) -> None:
    """Show how far the coach agrees with careful readings, per score and per move."""
    from bot.commands.evaluate import Shown, print_agreement

    print_agreement(
        gold, json=json, earlier=compare, beside=beside, train=train, with_baselines=baselines,
        shown=Shown(confusion=confusion, styles=styles, worst=worst, texts=texts),
    )  # fmt: skip


@app.command()
def weigh(
    gold: Annotated[list[Path], typer.Argument(help="Replies with readings, one JSON object a line.")],
    score: Annotated[str, typer.Option(help="two_way, empathy or boundaries.")] = "two_way",
    sheet: Annotated[bool, typer.Option("--sheet", help="Print the lines of scores.yml.")] = False,
) -> None:
    """Show what points the moves and signs of a score would make by careful readings, beside those they make."""
    from bot.commands.weigh import print_weights

    print_weights(gold, score, as_sheet=sheet)


@app.command()
def simulate(
    scenario: Annotated[Optional[list[str]], typer.Argument(help="Ids of scenarios; all by default.")] = None,  # noqa: UP045
    trainee: Annotated[Optional[list[str]], typer.Option(help="A kind of trainee; all by default.")] = None,  # noqa: UP045
    seeds: Annotated[int, typer.Option(min=1, max=10_000, help="Talks of each trainee with each parent.")] = 20,
    hard: Annotated[bool, typer.Option("--hard", help="The harder way, where a scenario has one.")] = False,
    jobs: Annotated[Optional[int], typer.Option(min=1, help="Processes; one for each core by default.")] = None,  # noqa: UP045
    json: Annotated[Optional[Path], typer.Option(metavar="FILE", help="Write the figures and every talk.")] = None,  # noqa: UP045
) -> None:
    """Let made-up trainees talk to the parents, and show how the talks go."""
    from bot.commands.simulate import simulate_talks

    difficulty: Literal["usual", "hard"] = "hard" if hard else "usual"
    simulate_talks(scenario or [], trainee or [], seeds, difficulty, jobs=jobs, json=json)


@app.command()
def new(
    id: Annotated[str, typer.Argument(help="Its id and the name of its file: small letters and underscores.")],
    folder: Annotated[Optional[Path], typer.Option(help="Folder; bot/knowledge/scenarios by default.")] = None,  # noqa: UP045
) -> None:
    """Write a commented scenario that already plays, to change into your own."""
    from bot.commands.new import write_scenario

    write_scenario(id, folder)


@app.command()
def map(
    scenario: Annotated[str, typer.Argument(help="Its id, or its file.")],
    out: Annotated[Optional[Path], typer.Option(metavar="FILE", help="SCENARIO.svg by default; - prints it.")] = None,  # noqa: UP045
) -> None:
    """Draw all that a parent can say, by phase and kind, as a picture (SVG) for the browser."""
    from bot.commands.map import draw_map

    draw_map(scenario, out)


@app.command()
def check(
    knowledge: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Argument(help="Folder to check; bot/knowledge by default."),
    ] = None,
) -> None:
    """Check everything under bot/knowledge and tell all faults, with file, line and remedy."""
    from bot.commands.check import print_faults

    print_faults(knowledge)


@app.command()
def health(
    part: Annotated[Literal["web", "rasa", "actions"], typer.Argument(help="Which part; web asks all others.")] = "web",
    live: Annotated[bool, typer.Option("--live", help="Only whether it answers at all.")] = False,
) -> None:
    """Ask a part on this machine whether it is well: 0 if it is, 1 and what is wrong if not."""
    from bot.commands.health import tell_health

    tell_health(part, live)


def main() -> None:
    """Run the command; end with status 2 for bad input and 1 for failure, one line on standard error."""
    try:
        status = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except typer.TyperException as error:
        status = _complain(error.format_message(), error.exit_code)
    except BadInput as error:
        status = _complain(str(error), 2)
    except Failed as error:
        status = _complain(str(error), 1)
    except KnowledgeError as error:
        status = _complain(_first_of(error), 1)
    except (typer.Abort, KeyboardInterrupt):
        status = 130
    except BrokenPipeError:
        sys.stderr.close()
        status = 1
    sys.exit(status)


def _first_of(error: KnowledgeError) -> str:
    first, more = error.faults[0], len(error.faults) - 1
    others = f" And {more} more." if more else ""
    return f'{first.file}:{first.line}: {first.what}.{others} "alongside check" shows every fault with its remedy.'


def _complain(message: str, status: int) -> int:
    print(f"alongside: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201
    return status
