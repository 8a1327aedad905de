// Tells a screen reader what the partner writes while one is there: "Name: text", once. Own messages, other pages and what was there before
// are not told; several at once, and what is further down than the page goes, are told as a number.
import { counted, text as word } from './texts.js';

const together = 500, longest = 300;

export class Announcer {
  #place; #name; #known = null; #count = 0; #text = null; #timer = 0;

  constructor(place, name) { [this.#place, this.#name] = [place, name]; }

  // To be called after each change, with the list as it is.
  look(list) {
    const now = { latest: Number(list.dataset.latest), arrived: Number(list.dataset.arrived) }, before = this.#known ?? now;
    this.#known = now;
    if (now.arrived <= before.arrived) return;
    this.#count += now.arrived - before.arrived;
    const rows = [...list.querySelectorAll('li[data-side="partner"][data-seq]')];
    this.#text = rows.findLast(row => Number(row.dataset.seq) > before.latest)?.querySelector('[data-testid="message-text"]').textContent ?? null;
    this.#timer ||= setTimeout(() => this.#tell(), together);
  }

  dispose() { clearTimeout(this.#timer); }

  #tell() {
    const count = this.#count, said = this.#text;
    [this.#count, this.#text, this.#timer] = [0, null, 0];
    const text = count > 1 || said === null ? counted('Js.Arrived', count) : said.length > longest ? `${said.slice(0, longest)}…` : said;
    // The same words again would be no change, and not be heard.
    const told = word('Js.Said', this.#name(), text);
    this.#place.textContent = told === this.#place.textContent ? `${told}\u00A0` : told;
  }
}
