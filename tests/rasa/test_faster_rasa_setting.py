"""Whoever mistrusts the changes to Rasa can switch them off, and has Rasa as it comes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from bot.rasa.recent_tracker_store import RecentTrackerStore
from bot.serving.files import endpoints_file, write_endpoints
from bot.settings import read_settings

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize(("faster", "kind"), [("true", RecentTrackerStore), ("false", SQLTrackerStore)])
def test_rasa_finds_the_record_of_the_conversations_that_the_setting_asks_for(
    tmp_path: Path, faster: str, kind: type[SQLTrackerStore]
) -> None:
    given = {"ALONGSIDE_DATA_DIR": str(tmp_path), "ALONGSIDE_FASTER_RASA": faster}
    settings = read_settings(given, tmp_path / "none.env")
    write_endpoints(settings)
    told = yaml.safe_load(endpoints_file(settings).read_text(encoding="utf-8"))["tracker_store"]
    store = TrackerStore.create(EndpointConfig.from_dict(told), Domain.empty())
    assert type(store) is kind
    assert str(store.engine.url).endswith("rasa.db")
