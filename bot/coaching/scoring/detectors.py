"""Ways of finding that patterns cannot express: what a reply takes up from the parent's line, and its shape.

Each takes the reply, the parent's line, the numbers of its rule and the lexicons, and yields stretches of words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.reader import Read

Span = tuple[int, int]
Detector = Callable[[Read, Read, Mapping[str, float], Lexicons], Iterator[Span]]


def says_back(reply: Read, parent: Read, settings: Mapping[str, float], lexicons: Lexicons) -> Iterator[Span]:
    """Statements that say back what the parent said: they share words of content with the parent's line.

    `shared` is the least number of shared words, words of one meaning included, and `words` the least number of
    words of the clause. Only the first `sentences` sentences are looked at: people say back before they go on.
    With `fragment` 1 the clause has no verb of its own ("Four weeks on the sofa") and opens its sentence, or follows
    another such clause; with 0 it has one, and is not about the teacher ("I", "we").
    """
    said = frozenset(_meanings(parent, 0, len(parent.words), lexicons))
    if not said:
        return
    asking = {
        clause.sentence for clause in reply.reading.clauses if clause.kind == "question" and clause.form != "rising"
    }
    leads = {start for start, _ in reply.reading.sentences}
    for clause in reply.reading.clauses:
        if clause.sentence >= settings["sentences"]:
            break
        fragment = _is_fragment(reply, clause.start, clause.end, lexicons)
        first = clause.start in leads
        if fragment and first:
            leads.add(clause.end)
        if settings["fragment"] and (not first or reply.words[clause.start] in reply.grammar.negations):
            continue
        if clause.kind == "command" or clause.after_but or clause.sentence in asking:
            continue
        if clause.end - clause.start < settings["words"]:
            continue
        if fragment != bool(settings["fragment"]) or (not fragment and clause.subject in ("i", "we")):
            continue
        if len(said.intersection(_meanings(reply, clause.start, clause.end, lexicons))) >= settings["shared"]:
            yield clause.start, clause.end


def _meanings(read: Read, start: int, end: int, lexicons: Lexicons) -> Iterator[str]:
    """The words of content between two places, each as its dictionary form or as the first word of its meaning."""
    empty, same = lexicons.words("empty_words"), lexicons.first_of("same_meaning")
    for place in range(start, end):
        word, lemma = read.words[place], read.lemmas[place]
        if word not in empty:
            yield same.get(word) or same.get(lemma) or lemma


def _is_fragment(read: Read, start: int, end: int, lexicons: Lexicons) -> bool:
    """Whether the words begin without a subject and a verb."""
    opening = read.words[start : min(end, start + 6)]
    verbs, subjects = lexicons.words("auxiliaries"), lexicons.words("plain_subjects")
    return not any(word in verbs for word in opening) and not any(word in subjects for word in opening[:4])


def asks_openly(reply: Read, parent: Read, settings: Mapping[str, float], lexicons: Lexicons) -> Iterator[Span]:
    """Questions in the order of a question ("how is he", "has he said"), without the fillers at their start.

    `words` is the least number of words of such a question.
    """
    for clause in reply.reading.clauses:
        if clause.form not in ("wh", "polar"):
            continue
        start = clause.start
        while start < clause.end - 1 and reply.words[start] in reply.grammar.fillers:
            start += 1
        if clause.end - start >= settings["words"]:
            yield start, clause.end


def goes_on(reply: Read, parent: Read, settings: Mapping[str, float], lexicons: Lexicons) -> Iterator[Span]:
    """A reply that explains at length and asks nothing: `words` or more, with little "you" in it.

    `you` is the greatest part of the words that may be "you" and "your".
    """
    words = reply.words
    asks = any(clause.kind == "question" for clause in reply.reading.clauses)
    you = sum(word in ("you", "your", "yours") for word in words)
    if len(words) >= settings["words"] and not asks and you <= settings["you"] * len(words):
        yield 0, len(words)


def abbreviations(reply: Read, parent: Read, settings: Mapping[str, float], lexicons: Lexicons) -> Iterator[Span]:
    """Words in capitals of at least `letters` and at most six letters, in a reply that is not all in capitals.

    Words that the parent used, that everyone knows, or that are only shouted are left out, and so are the initials
    with which a message is signed.
    """
    known = lexicons.words("known_capitals")
    original = reply.text.original
    capitals = [
        place
        for place, word in enumerate(reply.text.words)
        if original[word.start : word.end].isupper()
        and settings["letters"] <= word.end - word.start <= 6
        and original[word.start : word.end].isalpha()
    ]
    if len(capitals) > len(reply.words) / 4 + 1:
        return
    for place in capitals:
        typed = original[reply.text.words[place].start : reply.text.words[place].end].lower()
        signed = place == len(reply.words) - 1 and place > 0 and reply.text.marks[place - 1] != ""
        if typed not in known and reply.words[place] not in parent.words and not signed:
            yield place, place + 1


def says_nothing(reply: Read, parent: Read, settings: Mapping[str, float], lexicons: Lexicons) -> Iterator[Span]:
    """A reply without content: no words, or at most `words` words and none that says anything."""
    hollow = lexicons.words("hollow_words")
    words = reply.words
    vowels = [word for word in words if any(letter in "aeiouy" for letter in word)]
    if (len(words) <= settings["words"] and all(word in hollow for word in words)) or (
        words and len(vowels) <= len(words) / 2
    ):
        yield 0, len(words)


def repeats_itself(reply: Read, parent: Read, settings: Mapping[str, float], lexicons: Lexicons) -> Iterator[Span]:
    """Sayings that say the same thing twice: "rules are rules", "boys will be boys", "a deal is a deal"."""
    words, being = reply.words, ("is", "are", "'s", "be")
    for place in range(1, len(words) - 1):
        if words[place] not in being:
            continue
        first = place - 2 if words[place - 1] in ("will", "just", "simply") else place - 1
        second = place + 2 if words[place + 1] in ("a", "an", "the") and place + 2 < len(words) else place + 1
        if first >= 0 and len(words[first]) > 2 and words[first] == words[second] and words[first] not in _NO_SAYING:
            yield first, second + 1


_NO_SAYING = frozenset(["that", "this", "she", "they", "what", "who", "there"])


DETECTORS: dict[str, Detector] = {
    "says_back": says_back,
    "asks_openly": asks_openly,
    "goes_on": goes_on,
    "abbreviations": abbreviations,
    "says_nothing": says_nothing,
    "repeats_itself": repeats_itself,
}
"""The detectors that a rule can name, and what each looks at."""

LEXICONS: dict[str, frozenset[str]] = {
    "says_back": frozenset({"empty_words", "same_meaning", "auxiliaries", "plain_subjects"}),
    "abbreviations": frozenset({"known_capitals"}),
    "says_nothing": frozenset({"hollow_words"}),
}
"""The lexicons that detectors look at."""

SETTINGS: dict[str, frozenset[str]] = {
    "says_back": frozenset({"shared", "words", "sentences", "fragment"}),
    "asks_openly": frozenset({"words"}),
    "goes_on": frozenset({"words", "you"}),
    "abbreviations": frozenset({"letters"}),
    "says_nothing": frozenset({"words"}),
    "repeats_itself": frozenset(),
}
"""The numbers that each detector needs."""
