"""Voice is optional, off at first, and says where the sound goes. The browser's own speech is stood in for here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.rasa]

Say = Callable[[Page, str], None]

KIND = "I am so sorry, we should have rung you at once. How is he now?"

SPEECH = """
  window.spoken = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const voices = [
    {name: 'Far', lang: 'en-GB', localService: false},
    {name: 'Ada', lang: 'en-US', localService: true},
    {name: 'Bea', lang: 'en-GB', localService: true},
    {name: 'Cor', lang: 'nl-NL', localService: true},
  ];
  Object.defineProperty(window, 'speechSynthesis', {value: {
    getVoices: () => voices,
    addEventListener: () => {},
    cancel: () => {},
    speak: (words) => window.spoken.push([words.text, words.voice.name, words.rate]),
  }});
  class Ears {
    start() { window.ears = this; }
    stop() { this.onend(); }
    abort() { this.onend(); }
  }
  window.SpeechRecognition = Ears;
  window.webkitSpeechRecognition = Ears;
"""

HEAR = """([words, final]) => window.ears.onresult({
  resultIndex: 0, results: [Object.assign([{transcript: words}], {isFinal: final})],
})"""


@pytest.fixture
def talking(visit: Callable[..., Page], begin: Callable[..., None]) -> Page:
    """A talk in a browser that can speak and listen."""
    page = visit()
    page.add_init_script(SPEECH)
    page.reload()
    begin(page)
    return page


def open_voice(page: Page) -> None:
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Voice …").click()


def test_nothing_is_read_aloud_and_no_microphone_is_there_until_somebody_wants_it(talking: Page, reply: Say) -> None:
    reply(talking, KIND)
    assert talking.evaluate("() => window.spoken") == []
    expect(talking.get_by_role("button", name="Speak")).to_have_count(0)


def test_the_parents_words_are_read_by_a_voice_of_this_device_without_the_gestures(
    talking: Page, reply: Say, accessible: Callable[[Page], None]
) -> None:
    open_voice(talking)
    dialog = talking.get_by_role("dialog", name="Voice")
    expect(dialog).to_contain_text("Alongside never gets any sound")
    dialog.get_by_role("checkbox", name="Read Dawn's words aloud").check()
    expect(dialog.get_by_role("combobox", name="Voice").locator("option")).to_have_text(
        ["Bea (on this device)", "Ada (on this device)"]
    )
    dialog.get_by_role("combobox", name="Speed").select_option(label="slow")
    accessible(talking)
    dialog.get_by_role("button", name="Close").click()

    reply(talking, KIND)
    bubbles = talking.locator(".entry.parent").last.locator(".bubble").all_inner_texts()
    spoken = talking.evaluate("() => window.spoken")
    assert spoken
    assert {(voice, rate) for _, voice, rate in spoken} == {("Bea", 0.8)}
    for text, _, _ in spoken:
        assert "(" not in text
        assert any(text in " ".join(bubble.split()) or "(" in bubble for bubble in bubbles)

    talking.reload()
    expect(talking.locator(".entry.parent")).to_have_count(2)
    assert talking.evaluate("() => window.spoken") == []  # what was read before is not read again
    reply(talking, "What would help him tomorrow?")
    assert talking.evaluate("() => window.spoken.length") > 0  # and the wish is remembered


def test_other_voices_only_by_leave(talking: Page) -> None:
    open_voice(talking)
    dialog = talking.get_by_role("dialog", name="Voice")
    dialog.get_by_role("checkbox", name="Read Dawn's words aloud").check()
    dialog.get_by_role("checkbox", name="Allow voices over the internet").check()
    options = dialog.get_by_role("combobox", name="Voice").locator("option")
    expect(options).to_have_text(["Bea (on this device)", "Far (over the internet)", "Ada (on this device)"])
    dialog.get_by_role("button", name="Hear an example").click()
    assert talking.evaluate("() => window.spoken.map(([, voice]) => voice)") == ["Bea"]


def test_what_is_spoken_stands_in_the_box_and_is_sent_by_the_trainee_alone(
    talking: Page, accessible: Callable[[Page], None]
) -> None:
    open_voice(talking)
    dialog = talking.get_by_role("dialog", name="Voice")
    expect(dialog).to_contain_text("its maker may receive the sound")
    dialog.get_by_role("checkbox", name="Speak instead of typing").check()
    dialog.get_by_role("button", name="Close").click()

    talking.get_by_role("textbox").fill("Thank you for coming.")
    microphone = talking.get_by_role("button", name="Speak")
    microphone.click()
    expect(microphone).to_have_attribute("aria-pressed", "true")
    expect(talking.get_by_text("Listening.")).to_be_visible()
    accessible(talking)
    talking.evaluate(HEAR, ["we should have", False])
    expect(talking.get_by_text("we should have", exact=True)).to_be_visible()
    talking.evaluate(HEAR, [" We should have rung you.", True])
    expect(talking.get_by_role("textbox")).to_have_value("Thank you for coming. We should have rung you.")
    expect(talking.locator(".entry.own")).to_have_count(0)
    microphone.click()
    expect(microphone).to_have_attribute("aria-pressed", "false")
    talking.get_by_role("button", name="Send", exact=True).click()
    # In two parts: once it is answered, what the coach noticed stands between them.
    expect(talking.locator(".entry.own")).to_contain_text("Thank you for coming")
    expect(talking.locator(".entry.own")).to_contain_text("We should have rung you")


def test_a_microphone_that_may_not_be_used_is_told_in_words(talking: Page) -> None:
    open_voice(talking)
    dialog = talking.get_by_role("dialog", name="Voice")
    dialog.get_by_role("checkbox", name="Speak instead of typing").check()
    dialog.get_by_role("button", name="Close").click()
    talking.get_by_role("textbox").fill("Thank you")
    talking.get_by_role("button", name="Speak").click()
    talking.evaluate("() => { window.ears.onerror({error: 'not-allowed'}); window.ears.onend(); }")
    expect(talking.get_by_text("The browser may not use the microphone here.")).to_be_visible()
    expect(talking.get_by_role("textbox")).to_have_value("Thank you")


def test_a_browser_without_speech_says_so(
    visit: Callable[..., Page], begin: Callable[..., None], accessible: Callable[[Page], None]
) -> None:
    page = visit()
    page.add_init_script(
        "delete window.speechSynthesis; delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"
    )
    page.reload()
    begin(page)
    open_voice(page)
    dialog = page.get_by_role("dialog", name="Voice")
    expect(dialog).to_contain_text("This browser cannot read aloud.")
    expect(dialog).to_contain_text("This browser cannot turn speech into text.")
    accessible(page)
