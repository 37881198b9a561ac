"""Rasa runs without the libraries of channels that nobody uses, and with all of them as soon as somebody does."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.rasa.unused import UNUSED
from bot.serving.model import environment
from bot.settings import ROOT

OTHERS = "slack:\n  slack_token: x\n"


def python(code: str, credentials: Path = ROOT / "credentials.yml") -> str:
    """What a Python of its own prints, in which Rasa was started as `alongside serve` does."""
    begin = (
        "from pathlib import Path\nfrom bot.rasa.light import install\nfrom bot.rasa.unused import leave_out\n"
        f"install()\nprint(leave_out(Path({str(credentials)!r})))\nimport rasa.core.run, rasa.__main__, sys\n"
    )
    command = [sys.executable, "-c", begin + code]
    done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_of_the_libraries_is_loaded_and_rasa_has_all_its_channels() -> None:
    told = python(
        f"print([name for name in {UNUSED!r} if getattr(sys.modules.get(name), '__file__', None)])\n"
        "import rasa.core.channels as channels; print(len(channels.BUILTIN_CHANNELS) > 10)"
    )
    assert told == "True\n[]\nTrue\n"


@pytest.mark.parametrize("name", UNUSED)
def test_each_of_them_is_what_rasa_imports(name: str) -> None:
    """Else it would stand here for nothing: Rasa may have stopped using it."""
    spec = find_spec("rasa")
    assert spec is not None
    assert spec.origin is not None
    modules = Path(spec.origin).parent.rglob("*.py")
    wanted = (f"import {name}", f"from {name}")
    assert any(line.startswith(wanted) for file in modules for line in file.read_text("utf-8").splitlines())


def test_whoever_needs_one_after_all_is_told_what_to_do() -> None:
    told = python(
        "from rasa.core.channels.slack import SlackBot\n"
        "import rasa.core.channels.slack as slack\n"
        "try: slack.AsyncWebClient('x')\n"
        "except ImportError as error: print(error)"
    )
    assert "AsyncWebClient is left out while Alongside runs; with ALONGSIDE_FASTER_RASA=false it is there." in told


def test_with_another_channel_everything_is_there(tmp_path: Path) -> None:
    credentials = tmp_path / "credentials.yml"
    credentials.write_text((ROOT / "credentials.yml").read_text("utf-8") + OTHERS, encoding="utf-8")
    told = python("import rasa.core.channels.slack as slack; print(slack.AsyncWebClient('x').token)", credentials)
    assert told == "False\nx\n"
