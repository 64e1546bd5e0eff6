"""A browser that speaks, without a sound: it notes what it is told to say."""

from collections.abc import Sequence

from playwright.sync_api import Page, expect

#: all that a page would say, one after another; `speaking.hold` lets a sentence last
_STUB = """voices => {
  const speaking = window.speaking = { told: [], hold: false, voices };
  let current = null;
  class Utterance { constructor(text) { this.text = text; this.rate = 1; } }
  const engine = {
    getVoices: () => speaking.voices.map((lang) => ({ lang, name: lang, localService: true })),
    cancel() { const gone = current; current = null; gone?.onerror?.({ error: "interrupted" }); },
    speak(said) {
      if (!said.text) return;
      if (current) throw new Error("two at once");
      speaking.told.push({ text: said.text, lang: said.lang, rate: said.rate });
      current = said;
      if (!speaking.hold) queueMicrotask(() => speaking.end(said));
    },
  };
  speaking.end = (said = current) => {
    if (!said || said !== current) return;
    current = null;
    said.onend?.({});
  };
  Object.defineProperty(window, "speechSynthesis", { value: engine });
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Utterance });
}"""
ALL = ("da_DK", "en-GB", "ar-SA", "so-SO", "tr-TR", "ur-PK", "fa-IR", "pl-PL", "uk-UA")


def give(page: Page, voices: Sequence[str] = ALL) -> None:
    """Let the pages that are opened from now on have these voices."""
    names = ",".join(f'"{voice}"' for voice in voices)
    page.add_init_script(f"({_STUB})([{names}])")


def hold(page: Page) -> None:
    """Let each sentence last until it is ended."""
    page.evaluate("() => { speaking.hold = true }")


def end(page: Page) -> None:
    """The voice has come to the end of what it says."""
    page.evaluate("() => speaking.end()")


def told(page: Page) -> list[str]:
    return page.evaluate("() => speaking.told.map(({ text }) => text)")


def read_all(page: Page) -> list[dict[str, str]]:
    """Press, and wait until the page has been read; what was said, and in which language."""
    page.evaluate("() => { speaking.told.length = 0 }")
    page.locator(".speak button").first.click()
    expect(page.locator(".speak.on")).to_have_count(0)
    return page.evaluate("() => speaking.told")
