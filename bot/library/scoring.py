"""Reads the rules of the scorer, and checks that they say what their authors think they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bot.coaching.scoring.garbage import nothing_collected
from bot.coaching.scoring.language import Example, ScoringRules
from bot.coaching.scoring.scorer import Scorer
from bot.library.documents import Document
from bot.library.faults import Fault, KnowledgeError, shown
from bot.library.scoring_files import ScoringFiles, read_scoring_files
from bot.library.scoring_names import name_faults, unused_faults
from bot.library.scoring_phrases import phrase_faults


@nothing_collected()
def read_scoring_rules(knowledge: Path) -> ScoringRules:
    """The rules of the scorer from the folder of knowledge.

    Raises KnowledgeError with every file that does not fit its schema. Whether the rules also do what they
    say is for `check_scoring`, which takes longer.
    """
    return read_scoring_files(knowledge).rules()


def check_scoring(knowledge: Path) -> list[Fault]:
    """Every fault of the scorer's files: schema, names, phrases, and examples that do not do what they should.

    What nothing uses, and what examples do, is looked at once all names and phrases are in order.
    """
    try:
        files = read_scoring_files(knowledge)
    except KnowledgeError as error:
        return list(error.faults)
    faults = list(name_faults(files))
    try:
        faults += phrase_faults(files)
    except ValueError as error:
        faults.append(Fault(shown(knowledge / "lexicons"), 1, str(error), "Mend the lexicon's entry."))
    if not faults:
        faults = [*unused_faults(files), *_example_faults(files, Scorer(files.rules()))]
    return sorted(faults)


def _example_faults(files: ScoringFiles, scorer: Scorer) -> Iterator[Fault]:
    """Examples that do not do what they stand for."""
    for document in files.packs:
        for number, rule in enumerate(document.value.rules):
            for field, wanted in (("fires", True), ("silent", False)):
                for index, example in enumerate(getattr(rule, field)):
                    given = example if isinstance(example, Example) else Example(str(example))
                    if (rule.id in scorer.fired(given.reply, given.parent, given.calls_for)) != wanted:
                        what = f'"{rule.id}" {"does not fire" if wanted else "fires"} on "{given.reply}"'
                        mend = "Widen the rule, or mend the example." if wanted else "Narrow the rule, or add a guard."
                        yield document.fault(("rules", number, field, index), what, mend)
    for number, guard in enumerate(files.guards.value.guards):
        yield from _finds(files.guards, ("guards", number), guard.id, guard.found, guard.absent, scorer.guards)
    for number, signal in enumerate(files.signals.value.signals):
        yield from _finds(files.signals, ("signals", number), signal.id, signal.found, signal.absent, scorer.signals)
    for number, topic in enumerate(files.topics.value.topics):
        for index, text in enumerate(topic.fires):
            if topic.id not in scorer.topics(text):
                what = f'the topic "{topic.id}" is not found in "{text}"'
                yield files.topics.fault(("topics", number, "fires", index), what, "Add a phrase, or mend the example.")


def _finds(
    document: Document[Any], place: tuple[str | int, ...], name: str, found: Iterable[str], absent: Iterable[str],
    look: Callable[[str], Iterable[str]],
) -> Iterator[Fault]:  # fmt: skip
    for field, texts, wanted in (("found", found, True), ("absent", absent, False)):
        for index, text in enumerate(texts):
            if (name in look(text)) != wanted:
                what = f'"{name}" is {"not found" if wanted else "found"} in "{text}"'
                yield document.fault((*place, field, index), what, "Mend its phrases or the example.")
