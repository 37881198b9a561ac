/**
 * Puts Alongside into any page: a button in a corner, and behind it a panel with <alongside-chat>.
 *
 *   <script src="https://alongside.college.example/widget.js" data-scenario="angry_parent"></script>
 *
 * The options are described in docs/widget.md. Nothing is fetched before somebody turns to the button; the page around
 * keeps its styles and the panel its own. The page may call `Alongside.open()` and `Alongside.close()`.
 */

(() => {
  "use strict";

  const TAG = "alongside-widget";
  const KEY = "alongside-widget"; // what this tab remembers: whether the panel was open

  const script = document.currentScript ?? document.querySelector('script[src$="/widget.js"]');
  if (!script || customElements.get(TAG)) return; // a second script does no harm

  const { scenario, workshop, coaching, language, accent, scheme, position, label, open } = script.dataset;
  const address = (path) => new URL(path, script.src).href;
  const home = address("/");
  const CHAT = address("/static/alongside-chat.js");

  /** The few words around the conversation; those inside it come with it, in texts/. */
  const WORDS = {
    en: {
      launch: "Practise with a parent",
      name: "Alongside: practise a difficult conversation",
      larger: "Larger",
      smaller: "Smaller",
      close: "Close",
      coming: "One moment …",
      failed: "The practice room could not be loaded. Please check the connection.",
      again: "Try again",
      elsewhere: "Open it in a page of its own",
    },
    nl: {
      launch: "Oefen met een ouder",
      name: "Alongside: oefen een moeilijk gesprek",
      larger: "Groter",
      smaller: "Kleiner",
      close: "Sluiten",
      coming: "Een ogenblik …",
      failed: "De oefenruimte kon niet worden geladen. Controleer de verbinding.",
      again: "Opnieuw proberen",
      elsewhere: "Open de oefening op een eigen pagina",
    },
  };
  const spoken = [language, document.documentElement.lang, ...navigator.languages, "en"]
    .map((code) => String(code ?? "").slice(0, 2).toLowerCase())
    .find((code) => code in WORDS);
  const words = WORDS[spoken];

  // Important, since the page's own rules would win over ordinary ones for the element itself, as they should not.
  const STYLES = `
    :host {
      all: initial !important; position: fixed !important; z-index: 2147483000 !important; direction: ltr !important;
      inset: auto 0 0 auto !important; font-size: medium !important; color-scheme: light dark !important;
      --accent: #1d5c57; --on-accent: #fff;
      --paper: light-dark(#fffdf9, #232223); --ink: light-dark(#29272b, #ece6dd); --line: light-dark(#8d8173, #8b8178);
      --focus: light-dark(#1a56b8, #9cc2ff);
    }
    :host([scheme="light"]) { color-scheme: light !important; }
    :host([scheme="dark"]) { color-scheme: dark !important; }
    @media print { :host { display: none !important; } }
    * { box-sizing: border-box; font: inherit; }
    [hidden] { display: none !important; }
    .launcher, dialog { font-family: "Seravek", "Segoe UI", "Ubuntu", "Noto Sans", "Liberation Sans", system-ui, sans-serif; }
    .launcher {
      position: fixed; bottom: max(1em, env(safe-area-inset-bottom)); right: max(1em, env(safe-area-inset-right));
      display: flex; gap: 0.6em; align-items: center; max-width: calc(100vw - 2em); min-height: 3em; margin: 0;
      padding: 0.6em 1.2em 0.6em 0.9em; border: 2px solid transparent; border-radius: 2em; background: var(--accent);
      color: var(--on-accent); box-shadow: 0 4px 16px rgb(0 0 0 / 30%); font-weight: 600; cursor: pointer;
    }
    .launcher svg { flex: none; width: 1.6em; height: 1.6em; }
    .launcher:hover { filter: brightness(1.1); }
    :focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; box-shadow: 0 0 0 3px var(--paper); }
    dialog:focus-visible { outline-offset: -3px; box-shadow: none; }
    dialog {
      position: fixed; inset: auto max(1em, env(safe-area-inset-right)) 5.25em auto; width: 27.5em; height: 44em;
      max-width: calc(100vw - 2em); max-height: calc(100dvh - 6.25em); margin: 0; padding: 0; overflow: hidden;
      border: 1px solid var(--line); border-radius: 0.9em; background: var(--paper); color: var(--ink);
      box-shadow: 0 10px 40px rgb(0 0 0 / 35%);
    }
    :host(.left) .launcher, :host(.left) dialog { right: auto; left: max(1em, env(safe-area-inset-left)); }
    dialog.large { inset: 1.5em !important; width: auto; height: auto; max-width: none; max-height: none; }
    dialog.full { inset: 0 !important; width: 100%; height: 100%; max-width: none; max-height: none; border: 0; border-radius: 0; }
    dialog::backdrop { background: rgb(0 0 0 / 45%); }
    dialog[open] { display: grid; grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); }
    .top { display: flex; gap: 0.25em; align-items: center; padding: 0 0.25em 0 1em; background: var(--accent); color: var(--on-accent); }
    .top p { flex: 1; margin: 0; font-weight: 600; }
    .top button {
      min-width: 3em; min-height: 2.75em; margin: 0; padding: 0 0.75em; border: 2px solid transparent; border-radius: 0.6em;
      background: none; color: inherit; cursor: pointer;
    }
    .top button:hover { text-decoration: underline; }
    .top :focus-visible { outline-color: currentColor; outline-offset: -4px; box-shadow: none; }
    .full .size { display: none; }
    .room { min-height: 0; }
    alongside-chat { display: block; height: 100%; overflow: hidden; }
    .told { display: grid; gap: 1em; justify-items: start; padding: 1.5em; line-height: 1.5; }
    .told p { margin: 0; }
    .told :is(button, a) { display: inline-flex; align-items: center; min-height: 2.75em; padding: 0 1em; border: 1px solid var(--line); border-radius: 0.6em; background: none; color: inherit; cursor: pointer; }
    @media (forced-colors: active) { .launcher, .top { border: 2px solid ButtonText; } }
    @media (prefers-reduced-motion: no-preference) {
      dialog[open] { animation: come 160ms ease-out; }
      @keyframes come { from { opacity: 0; transform: translateY(12px); } }
    }
  `;

  const ICON = [
    ["circle", { cx: 11.5, cy: 9, r: 4 }],
    ["circle", { cx: 21.5, cy: 9, r: 4 }],
    ["path", { d: "M4.5 26c0-6 2.8-10 7-10s7 4 7 10zM20.5 26c0-4-.9-7.2-2.5-9.3a6 6 0 0 1 3.5-.7c4.2 0 7 4 7 10z" }],
  ];

  function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") node.addEventListener(name, value);
      else if (value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  function icon() {
    const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [name, value] of Object.entries({ viewBox: "0 0 32 32", fill: "currentColor", "aria-hidden": "true" })) drawn.setAttribute(name, value);
    for (const [tag, attributes] of ICON) {
      const part = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
      drawn.append(part);
    }
    return drawn;
  }

  /** Black or white, whichever can be read on that colour. */
  function readableOn(colour) {
    const parts = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] > 0.179 ? "#000" : "#fff";
  }

  function recall() {
    try {
      return window.sessionStorage.getItem(KEY);
    } catch {
      return null; // storage switched off: it begins as the page says
    }
  }

  function remember(what) {
    try {
      window.sessionStorage.setItem(KEY, what);
    } catch {
      // It then holds until the page is left.
    }
  }

  /** Says in the console why nothing is seen, for whoever builds the page. */
  function explain() {
    console.warn(
      `Alongside could not be loaded from ${home}. If this page has a Content-Security-Policy, it must allow ` +
        `script-src ${home} and connect-src ${home}; and the server must name this site (${window.location.origin}) ` +
        "in ALONGSIDE_EMBED_ORIGINS.",
    );
  }

  class AlongsideWidget extends HTMLElement {
    #root = this.attachShadow({ mode: "open" });
    #phone = window.matchMedia("(max-width: 40em), (max-height: 30em)");
    #large = false;
    #loading = null;

    connectedCallback() {
      if (this.#root.hasChildNodes()) return;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
      if (/^#[0-9a-f]{6}$/i.test(accent ?? "")) sheet.insertRule(`:host { --accent: ${accent}; --on-accent: ${readableOn(accent)}; }`, sheet.cssRules.length);
      this.#root.adoptedStyleSheets = [sheet];
      this.classList.toggle("left", position === "left");
      if (scheme) this.setAttribute("scheme", scheme);
      this.lang = spoken;
      const soon = () => this.#load().catch(() => {}); // told when it is opened
      this.launcher = el(
        "button",
        { type: "button", class: "launcher", "aria-expanded": "false", "aria-haspopup": "dialog", click: () => this.toggle(), pointerenter: soon, focus: soon },
        icon(),
        el("span", {}, label ?? words.launch),
      );
      this.size = el("button", { type: "button", class: "size", click: () => this.#resize(!this.#large) }, words.larger);
      this.room = el("div", { class: "room" });
      this.panel = el(
        "dialog",
        { "aria-label": words.name, tabindex: "-1", keydown: (event) => this.#pressed(event), cancel: (event) => this.#cancelled(event) },
        el("div", { class: "top" }, el("p", {}, "Alongside"), this.size, el("button", { type: "button", click: () => this.close() }, words.close)),
        this.room,
      );
      this.#root.append(this.launcher, this.panel);
      this.#phone.addEventListener("change", () => this.panel.open && this.#stand());
      document.addEventListener("securitypolicyviolation", ({ blockedURI }) => blockedURI.startsWith(home) && explain());
      const before = recall();
      if (before === "open" || (before === null && open !== undefined && open !== "false")) this.open({ focus: false });
    }

    toggle() {
      if (this.panel.open) this.close();
      else this.open();
    }

    /** Show the panel, and the conversation in it. */
    open({ focus = true } = {}) {
      if (this.panel.open) return;
      remember("open");
      this.launcher.setAttribute("aria-expanded", "true");
      this.#stand(focus);
      this.#furnish();
    }

    /** Put the panel away; the conversation stays as it is. */
    close() {
      if (!this.panel.open) return;
      remember("closed");
      this.launcher.setAttribute("aria-expanded", "false");
      this.panel.close();
      this.launcher.focus();
    }

    /** Where it covers the page, the page behind is out of reach; else the two stand side by side. */
    #stand(focus = true) {
      const held = this.#root.activeElement;
      const before = document.activeElement;
      const covers = this.#phone.matches || this.#large;
      if (this.panel.open) this.panel.close();
      this.panel.classList.toggle("full", this.#phone.matches);
      this.panel.classList.toggle("large", this.#large && !this.#phone.matches);
      if (covers && focus) this.panel.showModal();
      else this.panel.show();
      if (!focus) {
        this.#root.activeElement?.blur();
        before?.focus?.({ preventScroll: true });
      } else (this.panel.contains(held) ? held : this.panel).focus({ preventScroll: true });
    }

    #resize(large) {
      this.#large = large;
      this.size.textContent = large ? words.smaller : words.larger;
      this.#stand();
    }

    #pressed(event) {
      const within = event.composedPath().some((node) => node !== this.panel && node instanceof HTMLDialogElement);
      if (event.key !== "Escape" || event.defaultPrevented || within) return;
      event.preventDefault();
      this.close();
    }

    #cancelled(event) {
      if (event.target !== this.panel) return;
      event.preventDefault();
      this.close();
    }

    #load() {
      this.#loading ??= this.#fetch().catch((reason) => {
        this.#loading = null; // so that trying again tries again
        throw reason;
      });
      return this.#loading;
    }

    async #fetch() {
      if (customElements.get("alongside-chat")) return;
      await import(CHAT);
    }

    async #furnish() {
      if (this.room.querySelector("alongside-chat")) return;
      this.room.replaceChildren(el("div", { class: "told", role: "status" }, el("p", {}, words.coming)));
      try {
        await this.#load();
        this.room.replaceChildren(el("alongside-chat", { scenario, workshop, coaching, language, accent, scheme, "alongside:failed": () => this.#failed() }));
      } catch {
        this.#failed();
      }
    }

    #failed() {
      explain();
      this.room.replaceChildren(
        el(
          "div",
          { class: "told", role: "alert" },
          el("p", {}, words.failed),
          el("button", { type: "button", click: () => this.#furnish() }, words.again),
          el("a", { href: home, target: "_blank", rel: "noopener" }, words.elsewhere),
        ),
      );
    }
  }

  customElements.define(TAG, AlongsideWidget);
  const widget = document.createElement(TAG);
  const settle = () => document.body.append(widget);
  if (document.body) settle();
  else document.addEventListener("DOMContentLoaded", settle);
  window.Alongside = Object.freeze({ open: () => widget.open(), close: () => widget.close() });
})();
