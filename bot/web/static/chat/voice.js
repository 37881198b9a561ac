/**
 * Voice in and out, with what the browser offers. Off until somebody switches it on.
 *
 * Reading aloud uses a voice on this device, unless the person allows others. Listening is the browser's own, and
 * its maker may receive the sound; this page gets the text alone.
 */

import { ENGLISH } from "../dom.js";
import { preferences } from "../preferences.js";

const Recognition = () => window.SpeechRecognition ?? window.webkitSpeechRecognition ?? null;

/** How the voice is set: whether it reads and listens, which voice, how fast, and whether voices elsewhere may be used. */
export const DEFAULTS = { read: false, listen: false, name: null, rate: 1, others: false };

/** What is to be read of a bubble: all but the gestures in brackets. */
export function readable(bubble) {
  return bubble.replace(/\([^()]*\)/g, " ").replace(/\s+/g, " ").trim();
}

/** The voice of one conversation. */
export class Voice {
  #listening = null;

  /** The settings, as remembered on this device. */
  get set() {
    return { ...DEFAULTS, ...preferences.get("voice") };
  }

  /** Change some settings. */
  change(settings) {
    preferences.set("voice", { ...this.set, ...settings });
    if (!this.set.read) this.hush();
  }

  /** Whether the browser can read aloud. */
  get canRead() {
    return "speechSynthesis" in window;
  }

  /** Whether the browser can take down what is said. */
  get canListen() {
    return Recognition() !== null;
  }

  /** English voices that may be used, British ones and those of this device first. */
  voices(others = this.set.others) {
    if (!this.canRead) return [];
    const rank = (voice) => (voice.lang.replace("_", "-") === ENGLISH ? 0 : 2) + (voice.localService ? 0 : 1);
    return window.speechSynthesis
      .getVoices()
      .filter((voice) => /^en\b/i.test(voice.lang.replace("_", "-")) && (others || voice.localService))
      .sort((one, other) => rank(one) - rank(other));
  }

  /** Call `onVoices` when the browser has found its voices, until `signal` says stop. */
  whenFound(onVoices, signal) {
    if (this.canRead) window.speechSynthesis.addEventListener?.("voiceschanged", onVoices, { signal });
  }

  /** Read bubbles aloud after what is being read, if that is switched on. */
  read(bubbles) {
    if (!this.set.read || this.#listening) return;
    this.say(bubbles);
  }

  /** Read bubbles aloud. */
  say(bubbles) {
    const voices = this.voices();
    const voice = voices.find((each) => each.name === this.set.name) ?? voices[0];
    if (!voice) return;
    for (const words of bubbles.map(readable).filter(Boolean)) {
      const saying = new SpeechSynthesisUtterance(words);
      Object.assign(saying, { voice, lang: voice.lang, rate: this.set.rate });
      window.speechSynthesis.speak(saying);
    }
  }

  /** Be quiet, and stop listening. */
  hush() {
    if (this.canRead) window.speechSynthesis.cancel();
    this.#listening?.abort();
  }

  get listening() {
    return this.#listening !== null;
  }

  /**
   * Take down what is said until it is stopped.
   * @param {{onWords: (words: string, certain: boolean) => void, onFault: (code: string) => void, onEnd: () => void}}
   *   handlers onWords: words, which may still change unless they are certain; onFault: the browser's name of the fault
   */
  listen({ onWords, onFault, onEnd }) {
    if (this.canRead) window.speechSynthesis.cancel();
    const listening = Object.assign(new (Recognition())(), { lang: ENGLISH, interimResults: true, continuous: true });
    this.#listening = listening;
    listening.onresult = (event) => {
      let uncertain = "";
      for (let i = event.resultIndex; i < event.results.length; i += 1) {
        const words = event.results[i][0].transcript;
        if (event.results[i].isFinal) onWords(words, true);
        else uncertain += words;
      }
      onWords(uncertain, false);
    };
    listening.onerror = (event) => event.error !== "aborted" && onFault(event.error);
    listening.onend = () => {
      this.#listening = null;
      onEnd();
    };
    listening.start();
  }

  /** Stop listening; what was heard last still comes. */
  enough() {
    this.#listening?.stop();
  }
}
