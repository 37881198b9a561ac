"""Rasa starts without TensorFlow, says what needs it, and takes the real one wherever that is installed."""

from __future__ import annotations

import subprocess
import sys
from importlib.machinery import PathFinder
from pathlib import Path

import pytest
import yaml

from bot.rasa.light.at_start import write
from bot.serving.model import environment
from bot.settings import ROOT

LIGHT = PathFinder.find_spec("tensorflow") is None
"""Whether these tests run in an installation without TensorFlow; they hold in both kinds."""

NEED_IT = {
    "ConveRTFeaturizer",
    "DIETClassifier",
    "LanguageModelFeaturizer",
    "ResponseSelector",
    "TEDPolicy",
    "UnexpecTEDIntentPolicy",
}
"""The components of Rasa 3.6 that are built on TensorFlow."""

RASA = Path(sys.executable).parent / "rasa"


def run(command: list[str], cwd: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=environment(**more), capture_output=True, text=True, timeout=300, check=False
    )


def python(code: str, **more: str) -> str:
    """What a Python of its own prints, with the stand-in at hand."""
    done = run([sys.executable, "-c", f"from bot.rasa.light import install; install()\n{code}"], ROOT, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def components() -> dict[str, bool]:
    """All components that come with Rasa, and whether they are told to need what is not there."""
    told = python(
        "from rasa.engine.recipes.default_components import DEFAULT_COMPONENTS\n"
        "from bot.rasa.light.needed import needs_tensorflow\n"
        "for one in DEFAULT_COMPONENTS: print(one.__name__, needs_tensorflow(one))"
    )
    return {name: needs == "True" for name, needs in map(str.split, told.splitlines())}


def test_what_needs_tensorflow_is_known_and_nothing_else_is_kept_out(components: dict[str, bool]) -> None:
    assert {name for name, needs in components.items() if needs} == (NEED_IT if LIGHT else set())
    assert {"RulePolicy", "LogisticRegressionClassifier", "CRFEntityExtractor", "SpacyNLP"} <= components.keys()


@pytest.mark.parametrize("component", ["DIETClassifier", "TEDPolicy"])
def test_training_says_at_once_which_component_needs_tensorflow_and_what_to_do(tmp_path: Path, component: str) -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    config["policies" if "Policy" in component else "pipeline"].append({"name": component, "epochs": 1})
    file = tmp_path / "config.yml"
    file.write_text(yaml.safe_dump(config), encoding="utf-8")
    code = (
        "from rasa.engine.recipes.recipe import Recipe\n"
        "from rasa.engine.validation import validate\n"
        "from rasa.shared.exceptions import RasaException\n"
        "import rasa.shared.utils.io\n"
        f"config = rasa.shared.utils.io.read_yaml_file({str(file)!r})\n"
        "recipe = Recipe.recipe_for_name('default.v1')\n"
        "try: validate(recipe.graph_config_for_recipe(config, {}, is_finetuning=False))\n"
        "except RasaException as error: print(error)\n"
        "else: print('fine')"
    )
    told = python(code)
    if LIGHT:
        assert f"The component {component} needs TensorFlow, which the light installation leaves out." in told
        assert "Run `make full`" in told
    else:
        assert told == "fine\n"


def test_the_real_one_wins_wherever_it_is_installed(tmp_path: Path) -> None:
    real = tmp_path / "tensorflow"
    real.mkdir()
    (real / "__init__.py").write_text("class Tensor: real = True\n")
    told = python("import rasa.utils.tensorflow.types as types; print(types.tf.Tensor.real)", PYTHONPATH=str(tmp_path))
    assert told == "True\n"


@pytest.mark.skipif("not LIGHT", reason="TensorFlow is installed here")
def test_only_rasa_is_told_that_there_is_something() -> None:
    told = python(
        "def there():\n"
        "    try: import tensorflow\n"
        "    except ImportError: return False\n"
        "    return True\n"
        "import importlib.util\n"
        "print(there(), importlib.util.find_spec('tensorflow'), importlib.util.find_spec('keras'))\n"
        "import rasa.utils.common\n"
        "print(rasa.utils.common.find_unavailable_packages(['tensorflow']))\n"
        "import spacy, thinc.compat; print(thinc.compat.has_tensorflow)"
    )
    assert told == "False None None\n{'tensorflow'}\nFalse\n"


def test_what_is_used_after_all_says_what_is_missing() -> None:
    """Not only by name, as when a component comes from elsewhere and is loaded without having been trained here."""
    code = (
        "from rasa.shared.exceptions import RasaException\n"
        "import rasa.utils.tensorflow.layers as layers\n"
        "tried = [lambda: layers.Ffnn(), lambda: layers.tf.ones_like(3), lambda: layers.K.clip(1, 2, 3)]\n"
        "for one in tried:\n"
        "    try: one()\n"
        "    except RasaException as error: print(error)\n"
    )
    told = python(code) if LIGHT else ""
    assert [line.split(" needs TensorFlow")[0] for line in told.splitlines()] == (
        ["Ffnn", "ones_like", "clip"] if LIGHT else []
    )


def test_rasa_own_command_starts_as_it_is_installed() -> None:
    done = run([str(RASA), "--version"], Path("/"))
    assert done.returncode == 0, done.stderr
    assert "Rasa Version" in done.stdout


def test_python_starts_as_ever_where_the_repository_has_gone(tmp_path: Path) -> None:
    file = write(tmp_path)
    (tmp_path / "rasa.py").write_text("there = True\n")
    code = f"import site, sys; site.addsitedir({str(tmp_path)!r}); sys.path.insert(0, {str(tmp_path)!r})"
    code += "\nimport rasa; print(rasa.there, len([one for one in sys.meta_path if 'Wait' in str(one)]))"
    done = run([sys.executable, "-I", "-S", "-c", code])
    assert done.stdout == "True 0\n", done.stderr
    assert file.read_text(encoding="utf-8").count("\n") == 1
