"""Finds the training data where it lives, so that plain `rasa train` and `rasa data validate` work from the root."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData as NluData

from bot.library import KNOWLEDGE
from bot.library.difficulties import read_difficulties
from bot.library.scenarios import read_scenarios

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

    def get_nlu_data(self, language: str | None = "en") -> Any:
        """The examples of `bot/data/`, those of what people find hard, and the names of the scenarios.

        Every word by which a scenario is known is one to be looked for: its id, its title and what else it is called.
        So neither a new scenario nor a new difficulty needs training data of its own. Raises KnowledgeError if one
        cannot be read.
        """
        data = super().get_nlu_data(language)
        scenarios = read_scenarios(KNOWLEDGE)
        for id, scenario in scenarios.items():
            data.entity_synonyms |= dict.fromkeys((*scenario.called, scenario.title, id), id)
        numbers = [str(number) for number in range(1, len(scenarios) + 1)]
        words = {word for word, meant in data.entity_synonyms.items() if meant in scenarios or meant in numbers}
        data.lookup_tables.append({"name": "scenario", "elements": sorted(words.union(numbers))})
        by_name = [Message.build(text=word, intent="choose_scenario") for word in sorted(words.union(numbers))]
        hard = [
            Message.build(text=example, intent="find_hard")
            for difficulty in read_difficulties(KNOWLEDGE).values()
            for example in difficulty.examples
        ]
        return data.merge(NluData(by_name + hard))
