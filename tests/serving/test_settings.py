"""Settings: all have defaults, each is documented, and a bad one is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import ROOT, SettingsError, env_example, read_settings

NOTHING = Path("/nonexistent/.env")


def test_everything_works_without_any_setting() -> None:
    settings = read_settings({}, NOTHING)
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.database_url.startswith("sqlite:///")


def test_the_example_file_documents_every_setting() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == env_example()


def test_the_example_file_changes_nothing_when_its_lines_are_switched_on(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(env_example().replace("#ALONGSIDE_", "ALONGSIDE_"), encoding="utf-8")
    assert read_settings({}, file) == read_settings({}, NOTHING)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("ALONGSIDE_PORT=8001\nALONGSIDE_LOG_LEVEL=INFO\n", encoding="utf-8")
    settings = read_settings({"ALONGSIDE_PORT": "8002"}, file)
    assert (settings.port, settings.log_level) == (8002, "INFO")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("RASA_PORT", "-1"),
        ("LOG_LEVEL", "loud"),
        ("PROT", "1"),
        ("RASA_PROCESSES", "0"),
        ("WEB_PROCESSES", "two"),
        ("REDIS_URL", "http://127.0.0.1"),
        ("RASA_ADDRESS", "10.0.0.6:5005"),
        ("ACTIONS_ADDRESS", "http://10.0.0.6:5055/webhook"),
        ("REMEMBER", "perhaps"),
        ("EMBED_ORIGINS", "college.example"),
        ("EMBED_ORIGINS", "https://college.example/moodle"),
        ("EMBED_ORIGINS", "https://college.example *"),
        ("WORRIES", "too long " * 100),
        ("PUBLIC_URL", "practice.college.example"),
        ("PUBLIC_URL", "https://college.example/alongside"),
        ("PROXIES", "nginx"),
        ("REPLIES_PER_MINUTE", "-1"),
        ("KEEP_SESSIONS_DAYS", "0"),
        ("KEEP_PRACTICES_DAYS", "two years"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_in_one_line_with_its_place(tmp_path: Path, name: str, value: str) -> None:
    file = tmp_path / ".env"
    file.write_text(f"ALONGSIDE_{name}={value}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        read_settings({}, file)
    told = str(caught.value)
    assert f"ALONGSIDE_{name}" in told
    assert ".env" in told
    assert "\n" not in told


def test_a_child_process_reads_the_same_settings_again() -> None:
    given = {
        "ALONGSIDE_PORT": "8010",
        "ALONGSIDE_RASA_PORT": "8011",
        "ALONGSIDE_REMEMBER": "false",
        "ALONGSIDE_WORRIES": "Speak to Ms Adeyemi.",
    }
    settings = read_settings(given, NOTHING)
    assert not settings.remember
    assert read_settings(settings.as_environment(), NOTHING) == settings


@pytest.mark.parametrize(
    ("value", "origins"),
    [
        ("*", ("*",)),
        ("none", ()),
        ("https://moodle.college.example/", ("https://moodle.college.example",)),
        ("https://A.example, http://localhost:8080", ("https://a.example", "http://localhost:8080")),
        ("https://a.example https://*.b.example", ("https://a.example", "https://*.b.example")),
    ],
)
def test_sites_that_may_show_the_widget_are_written_as_people_write_them(value: str, origins: tuple[str, ...]) -> None:
    assert read_settings({"ALONGSIDE_EMBED_ORIGINS": value}, NOTHING).origins == origins


def test_several_places_of_a_part_are_written_with_spaces_between() -> None:
    settings = read_settings({"ALONGSIDE_RASA_ADDRESS": "http://10.0.0.6:5005/  http://10.0.0.7:5005"}, NOTHING)
    assert settings.rasa_urls == ("http://10.0.0.6:5005", "http://10.0.0.7:5005")
    assert settings.actions_urls == ("http://127.0.0.1:5055",)


def test_no_other_site_may_show_the_widget_until_it_is_named() -> None:
    assert read_settings({}, NOTHING).origins == ()


@pytest.mark.parametrize(
    ("value", "trusted"), [("", ["127.0.0.1"]), ("10.0.0.0/8, ::1", ["10.0.0.0/8", "::1"]), ("*", ["*"])]
)
def test_web_servers_in_front_are_named_by_address(value: str, trusted: list[str]) -> None:
    assert read_settings({"ALONGSIDE_PROXIES": value}, NOTHING).trusted == trusted


def test_one_public_address_is_enough_for_all_that_needs_one() -> None:
    known = {"ALONGSIDE_PUBLIC_URL": "https://practice.college.example/"}
    assert read_settings(known, NOTHING).home == "https://practice.college.example"
    own = known | {"ALONGSIDE_LRS_HOME": "https://alongside.college.example"}
    assert read_settings(own, NOTHING).home == "https://alongside.college.example"
