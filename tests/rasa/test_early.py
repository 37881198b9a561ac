"""What is imported early is still what Rasa imports late, and that it comes early is worth it."""

from __future__ import annotations

import inspect
import subprocess
import sys

from rasa.nlu.classifiers.logistic_regression_classifier import LogisticRegressionClassifier

from bot.serving.model import environment
from bot.settings import ROOT


def test_rasa_keeps_the_classifier_with_skops() -> None:
    assert "skops" in inspect.getsource(LogisticRegressionClassifier)


def test_few_modules_are_looked_through_when_it_comes_first() -> None:
    code = "import sys, bot.rasa.early; bot.rasa.early.import_early(); print(len(sys.modules), 'rasa' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(), capture_output=True, text=True, check=True
    )
    count, with_rasa = done.stdout.split()
    assert with_rasa == "False"
    assert int(count) < 2000
