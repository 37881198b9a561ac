"""Finds the training data where it lives, so that plain `rasa train` and `rasa data validate` work from the root."""

from __future__ import annotations

import os
from pathlib import Path

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData as NluData

DATA = Path(__file__).parent / "data"


class TrainingData(RasaFileImporter):
    """Rasa's own file importer, with `bot/data/` in the place of Rasa's default folder `data/`.

    Paths that exist are taken as they are given (`rasa train --data elsewhere`).
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        paths = [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths or []
        found = [path for path in paths if path and os.path.exists(path)]
        super().__init__(config_file, domain_path, found or [str(DATA)])
