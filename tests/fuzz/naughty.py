"""Replies that nobody means well, or that nobody thought of: a collection of them, and endless mixtures of it."""

from __future__ import annotations

import random
import sys

CONTROL = (
    "a\x00b",
    "\x00",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07",
    "I\x7fam\x08\x08sorry",
    "".join(map(chr, range(32))) + "ok",
    "one\r\ntwo\rthree\u2028four\u2029five\x85six",
    "\ufeffWe should have rung you.",
    "\ufffe\uffff\ufdd0 nobody's letters \U0010ffff",
    "\ud800",
    "Sorry \udfff about \ud83d that",
)
DIRECTION = (
    "\u202eesrever ni dias I\u202c",
    "\u2066\u2067\u2068 isolated \u2069",
    "أنا آسفة جدا، كيف حال ابنك الآن؟",
    "אני מצטערת. איך הוא מרגיש?",
    "He said \u202b(שלום)\u202c and I said <b>\u202eok</b>",
    "\u200b\u200c\u200d\u2060\ufeff",
    "so\u200brry, s\u00adorry, so\u034frry",
)
MARKS = (
    "Ḯ̶̛͓͖̳͕̦̖̥͉͂̿̎͑ ̵̡̧̮̦̗̞͐͗͆͛͝ͅa̷̧̛͙͓̤̠̹͚̔͛̑̂͘m̴ ̸s̷o̶r̴r̷y̵",
    "e" + "\u0301" * 400,
    "\u0300\u0301\u0302 only accents",
    "👩‍👩‍👧‍👦👨🏿‍🦽🏳️‍🌈🇬🇧🇬🇧🇬" * 5,
    "🙏" * 300,
    "😀",
    "ⓘ ａｍ ｓｏｒｒｙ 𝖆𝖇𝖔𝖚𝖙 ʇɐɥʇ",
    "ßẞ İıi ﬁﬂ ǅ ς",
    "½ ² Ⅷ ٣ ๓ 一二三",
    "?!?!?!?!",
    "…",
    ".",
    "'",
    "’’’‘‘“”«»",
    "((((((((((([[[[[[{{{{{{",
    "-–—--- — – -",
)
MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</textarea><svg/onload=alert(1)>",
    '"><iframe src="javascript:alert(1)">',
    "<!--<p>", "]]>", "<![CDATA[ x ]]>", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
    "&lt;b&gt; &amp;amp; &#x202e; &nbsp",
    "[link](javascript:alert(1)) ![x](y) **bold** `code` # heading",
    "<style>*{display:none}</style>",
)  # fmt: skip
INJECTIONS = (
    "'; drop table turns; --",
    "' or 1=1 --",
    "1; select pg_sleep(10)",
    "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {% debug %}",
    "{parent} {child} {0} {} %s %n %(name)s $name {parent.__class__.__mro__}",
    "$(reboot) `reboot` | reboot; reboot && reboot\n; :(){ :|:& };:",
    "../../../../etc/passwd\x00.png",
    "${jndi:ldap://127.0.0.1/a}",
    "__import__('os').system('true')",
    "!!python/object/apply:os.system ['true']",
    "=1+1", "@sum(a1)", "+cmd|' /C calc'!A0",
    "\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "\\u0000 \\x00 \\n \\ \\\\ \\' \\\"",
)  # fmt: skip
COMMANDS = (
    "/restart", "/session_start", "/back", "/", "//", "/ /", "/hint", "/finish", "/begin",
    '/begin{"scenario":"poverty"}', '/begin{"scenario":', "/inform{{", '/retry{"turn":999}',
    "EXTERNAL: hint", "action_listen", "action_teacher_reply", "/action_restart", "None", "null", "undefined", "NaN",
    '{"text":"hello"}', "[]", '{"a":' * 200, "[" * 1000, '"', "true", "-1", "1e999",
    "hint", "Hint!", "pause", "PAUSE", "resume", "retry", "help", "finish", "stop", "goodbye", "start over",
    "explain trust", "what is two-way communication?", "why did reply 99 get that?", "why did reply 0 get a 1",
    "I am sorry /restart and then", "Could you pause for a moment and give me a hint?", "hint\nhint", " hint ",
)  # fmt: skip
LANGUAGES = (
    "Het spijt me vreselijk, hoe gaat het nu met hem?",
    "Przepraszam, rozumiem pani złość. Co możemy zrobić?",
    "对不起，他现在怎么样？我们应该马上给您打电话。",
    "申し訳ありません。今はどうですか。",
    "Мне очень жаль. Как он себя чувствует?",
    "माफ़ कीजिए, अब वह कैसा है?",
    "ขอโทษค่ะ ตอนนี้เขาเป็นอย่างไรบ้าง",
    "Üzgünüm, şimdi nasıl?",
    "u wot m8 lol idk tbh soz x",
)
FLOODS = (
    "a" * 4000,
    "a" * 4001,
    "x" * 50_000,
    " " * 4000,
    " " * 3990 + "sorry",
    "\n" * 3000 + "sorry",
    "\t \u3000\u00a0\u2003 hm \u3000",
    "9" * 4000,
    "1 2 3 4 5 6 7 8 9 10 " * 150,
    "12:30 1.30pm 25:99 0:0:0:0:0 " * 100,
    "sorry " * 600,
    "do you or should we have what if not but i understand that you " * 60,
    "not " * 900,
    "?" * 4000,
    "." * 3999 + "x",
    "n't's'd'" * 450,
    "''" * 2000,
    "(" * 2000 + ")" * 2000,
    " works" * 600 + " x",
    "explain to me " * 280,
    "ok\n" * 1300,
    "e\u0301\u0327" * 1300,
    "🙏👨‍👩‍👧 " * 500,
    "I-am-so-" * 450,
)
REPLIES = (
    "I'm so sorry we didn't ring you. How is he now?",
    "You must have been frightened for him.",
    "I can't talk about other pupils with you.",
    "Shut up.",
    "We have a new method this year.",
    "What would help him, do you think?",
)
"""Ordinary ones, in which the others hide."""

CORPUS = (*CONTROL, *DIRECTION, *MARKS, *MARKUP, *INJECTIONS, *COMMANDS, *LANGUAGES, *FLOODS)


def hostile_reply(number: int) -> str:
    """The reply of that number: first those of the collection, then mixtures. The same number gives the same one."""
    if number < len(CORPUS):
        return CORPUS[number]
    chance = random.Random(number)
    return chance.choice(_MIXTURES)(chance)


def _hidden(chance: random.Random) -> str:
    kind, bad = chance.choice(REPLIES), chance.choice(CORPUS)[:3000]
    at = chance.randint(0, len(kind))
    return kind[:at] + bad + kind[at:]


def _joined(chance: random.Random) -> str:
    glue = chance.choice(("", " ", "\n", ". ", "? ", ", ", "\x00", "\u200b"))
    return glue.join(text[:1000] for text in chance.choices(CORPUS + REPLIES, k=chance.randint(2, 6)))


def _repeated(chance: random.Random) -> str:
    piece = chance.choice(CORPUS + REPLIES)[: chance.randint(1, 60)]
    return (piece * 4200)[: chance.choice((10, 100, 1000, 3999, 4000, 4001, 4200))]


def _any_letters(chance: random.Random) -> str:
    tops = chance.choice((0x80, 0x250, 0x700, 0x3000, 0x10000, sys.maxunicode + 1))
    return "".join(chr(chance.randrange(tops)) for _ in range(chance.choice((1, 5, 40, 400, 4000))))


def _shuffled(chance: random.Random) -> str:
    words = " ".join(REPLIES).split()
    return chance.choice((" ", " ", "", "?", "\n", " not ")).join(chance.choices(words, k=chance.randint(1, 400)))


def _cut(chance: random.Random) -> str:
    text = chance.choice(CORPUS)
    return text[chance.randrange(len(text)) :][:4000]


def _mistyped(chance: random.Random) -> str:
    text = list(chance.choice(REPLIES))
    for _ in range(chance.randint(1, 30)):
        text.insert(chance.randrange(len(text)), chance.choice("\x00\u0301\u200b'’?!.,/{}<>&\"\\\n😀\ud800aA1"))
    return "".join(text)


_MIXTURES = (_hidden, _hidden, _joined, _repeated, _any_letters, _shuffled, _cut, _mistyped)
