/**
 * Where in the journey somebody is: "", "briefing/angry_parent", "talk", "summary", "practice".
 *
 * On the product's own page a place is part of the address, so that going back, reloading and sharing work. In
 * somebody else's page the address is theirs, and the places are kept in the element.
 */

/** Places as part of the page's address: `#/briefing/angry_parent`. */
export class AddressPlaces {
  /** @param {() => void} onMove called when the place has changed */
  constructor(onMove) {
    this.onMove = onMove;
    this.stopping = new AbortController();
    window.addEventListener("hashchange", () => this.#moved(), { signal: this.stopping.signal });
  }

  get here() {
    return decodeURIComponent(window.location.hash.replace(/^#\/?/, ""));
  }

  href(place) {
    return `#/${place}`;
  }

  /** Go there; the same place again is shown anew. */
  go(place) {
    if (window.location.hash === this.href(place)) this.onMove();
    else window.location.hash = this.href(place);
  }

  stop() {
    this.stopping.abort();
  }

  #moved() {
    const { hash } = window.location;
    if (hash === "" || hash.startsWith("#/")) this.onMove(); // else it is the skip link, not a place
  }
}

/** Places of an element in somebody else's page. */
export class OwnPlaces {
  /**
   * @param {() => void} onMove called when the place has changed
   * @param {string} home address of the product's own page, to which links lead when opened in a tab of their own
   * @param {string} first the place to begin at
   */
  constructor(onMove, home, first = "") {
    this.onMove = onMove;
    this.home = home;
    this.here = first;
  }

  href(place) {
    return `${this.home}#/${place}`;
  }

  go(place) {
    this.here = place;
    this.onMove();
  }

  stop() {}
}
