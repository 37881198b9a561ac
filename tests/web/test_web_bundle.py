"""Many scripts become one that does the same, and what cannot be understood is said and not guessed."""

from __future__ import annotations

import re

import pytest

from bot.web.bundle import CannotBundle, bundle_scripts, bundle_styles
from bot.web.static_files import STATIC, lean


def read(name: str) -> str | None:
    path = STATIC / name
    return lean(path.read_bytes(), path.suffix).decode() if path.is_file() else None


def test_the_whole_practice_comes_as_one_script() -> None:
    script = bundle_scripts("alongside-chat.js", read)["alongside-chat.js"]
    assert not re.search(r"^(?:import|export)\b", script, re.MULTILINE)
    places = {
        name: script.index(f"\n// {name}\n") for name in ("dom.js", "api.js", "chat/chat.js", "alongside-chat.js")
    }
    assert places["dom.js"] < places["chat/chat.js"] < places["alongside-chat.js"]
    assert script.count("\n// dom.js\n") == 1


def test_the_whole_practice_wears_one_sheet() -> None:
    sheet = bundle_styles("styles/all.css", read)["styles/all.css"]
    assert "@import" not in sheet
    assert sheet.index("--paper:") < sheet.index(".journey")


def test_scripts_run_in_order_see_what_they_import_and_what_changes_later() -> None:
    files = {
        "main.js": 'import { one as uno, two } from "./parts/a.js";\n'
        'import {\n  words,\n} from "./words.js";\nuno(two);\n',
        "parts/a.js": 'import "../words.js";\nexport async function one() {}\nexport const two = 2;\nconst mine = 3;\n',
        "words.js": 'export let words = {};\nexport class Book {}\nconst later = () => import("./nl.js");\n',
        "nl.js": "export const words = {};\n",
    }
    bundles = bundle_scripts("main.js", files.get)
    assert list(bundles) == ["main.js"]
    assert bundles["main.js"].split("\n") == [
        "let words;",
        "// words.js",
        "const m0 = (() => {",
        "words = {};",
        "class Book {}",
        'const later = () => import("./nl.js");',
        "return { Book };",
        "})();",
        "// parts/a.js",
        "const m1 = (() => {",
        "async function one() {}",
        "const two = 2;",
        "const mine = 3;",
        "return { one, two };",
        "})();",
        "// main.js",
        "const m2 = (() => {",
        "const { one: uno, two } = m1;",
        "uno(two);",
        "return {  };",
        "})();",
        "",
    ]


def test_what_is_loaded_later_is_handed_what_is_there_already() -> None:
    files = {
        "main.js": 'import { el } from "./dom.js";\nexport const more = () => import("./more.js");\nel(more);\n',
        "dom.js": "export const el = 1;\n",
        "more.js": 'import { el } from "./dom.js";\nimport { own } from "./parts/own.js";\n'
        'export const page = own(el);\nconst words = () => import("./words.js");\n',
        "parts/own.js": 'import "../dom.js";\nexport function own() {}\n',
        "words.js": "export const words = 1;\n",
    }
    bundles = bundle_scripts("main.js", files.get)
    assert list(bundles) == ["main.js", "more.js"]
    assert 'import("./more.js").then((later) => later.bundled({ "dom.js": m0 }))' in bundles["main.js"]
    assert bundles["more.js"].split("\n") == [
        "let once;",
        "export const bundled = (had) => (once ??= (() => {",
        "// parts/own.js",
        "const n0 = (() => {",
        "function own() {}",
        "return { own };",
        "})();",
        "// more.js",
        "const n1 = (() => {",
        'const { el } = had["dom.js"];',
        "const { own } = n0;",
        "const page = own(el);",
        'const words = () => import("./words.js");',
        "return { page };",
        "})();",
        "return n1;",
        "})());",
        "",
    ]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"main.js": 'import { a } from "./a.js";\n'}, "a.js does not exist"),
        ({"main.js": 'import "./a.js";\n', "a.js": 'import "./main.js";\n'}, "ring: main.js > a.js > main.js"),
        ({"main.js": "export default 1;\n"}, "main.js: this form is not understood: export default 1;"),
        ({"main.js": 'import * as a from "./a.js";\n', "a.js": ""}, "not understood: import * as a"),
        ({"main.js": "await ready();\n"}, "not understood: await"),
        ({"main.js": 'import "./b/a.js";\n', "b/a.js": "use(import.meta.url);\n"}, "b/a.js asks where it stands"),
        ({"main.js": 'import("./a.js");\n', "a.js": 'import "./b.js";\n'}, "b.js does not exist"),
        (
            {"main.js": 'import("./a.js");\n', "a.js": 'import "./b.js";\nimport("./c.js");\n'}
            | {"b.js": "", "c.js": 'import "./b.js";\n'},
            "a.js loads ./c.js later, which may then import nothing itself",
        ),
        (
            {"main.js": 'import("./a.js");\nimport("./c.js");\n', "a.js": 'import "./b.js";\n'}
            | {"b.js": "", "c.js": 'import "./b.js";\n'},
            "b.js is needed by c.js and by another that is loaded later",
        ),
        (
            {
                "main.js": 'import { words } from "./words.js";\nimport("./a.js");\n',
                "words.js": "export let words = 1;\n",
            }
            | {"a.js": 'import { words } from "./words.js";\n'},
            "a.js is loaded later and would not see how words changes",
        ),
        ({"main.js": "const a = `one\n  two`;\n"}, "main.js: a text in backquotes runs over several lines"),
        (
            {"main.js": 'import "./a.js";\nexport let words = 1;\n', "a.js": "export let words = 2;\n"},
            "two scripts export the same name",
        ),
    ],
)
def test_what_cannot_be_bundled_is_told_with_its_place(files: dict[str, str], told: str) -> None:
    with pytest.raises(CannotBundle) as caught:
        bundle_scripts("main.js", files.get)
    assert told in str(caught.value)


def test_what_only_makes_it_readable_for_us_is_left_out() -> None:
    bundles = bundle_scripts("main.js", {"main.js": "function a() {\n\n  return 1; // one\n}\n"}.get)
    assert "function a() {\nreturn 1;\n}" in bundles["main.js"]
    texts = """const a = "b // c"; const d = "https://e";\n"""
    assert texts in bundle_scripts("main.js", {"main.js": texts}.get)["main.js"]
    files = {
        "a.css": '@import "b.css";\np a:hover,\nq > a { color: red; }\n',
        "b.css": '@media print {\n  p::before { content: "a, b"; }\n}\n',
    }
    assert (
        bundle_styles("a.css", files.get)["a.css"]
        == '@media print{p::before{content: "a, b";}}p a:hover,\nq > a{color: red;}'
    )


def test_a_sheet_that_is_missing_is_told() -> None:
    with pytest.raises(CannotBundle, match=r"styles/none\.css does not exist"):
        bundle_styles("styles/all.css", {"styles/all.css": '@import "none.css";\n'}.get)
