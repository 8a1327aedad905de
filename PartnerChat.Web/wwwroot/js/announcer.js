// Tells a screen reader what the partner writes while one is there: "Name: text", once. Own messages, other pages and what was there before
// are not told; several at once, and what is further down than the page goes, are told as a number. So is what both are told at the end of the conversation and is no message.
import { counted, text as word } from './texts.js';

const together = 500, longest = 300, mostNotes = 3;

export class Announcer {
  #place; #name; #before = null; #count = 0; #text = null; #notes = []; #known = null; #timer = 0;

  constructor(place, name) { [this.#place, this.#name] = [place, name]; }

  // To be called after each change, with the list as it is.
  look(list) {
    const now = { latest: Number(list.dataset.latest), arrived: Number(list.dataset.arrived) }, before = this.#before ?? now;
    this.#before = now;
    const rows = [...list.querySelectorAll('li[data-seq]')];
    this.#note([...list.querySelectorAll('[data-notice-id]')], rows.at(-1));
    if (now.arrived > before.arrived) {
      this.#count += now.arrived - before.arrived;
      this.#text = rows.findLast(row => row.dataset.side === 'partner' && Number(row.dataset.seq) > before.latest)?.querySelector('[data-testid="message-text"]').textContent ?? null;
    }

    if (this.#count === 0 && this.#notes.length === 0) return;
    this.#timer ||= setTimeout(() => this.#tell(), together);
  }

  dispose() { clearTimeout(this.#timer); }

  // An older page brings older ones: only what stands at the end is new.
  #note(notices, end) {
    const isKnown = this.#known !== null;
    this.#known ??= new Set();
    for (const notice of notices) {
      const { noticeId } = notice.dataset;
      if (isKnown && !this.#known.has(noticeId) && !(end && notice.compareDocumentPosition(end) & Node.DOCUMENT_POSITION_FOLLOWING)) this.#notes.push(notice.textContent.trim());
      this.#known.add(noticeId);
    }
  }

  #tell() {
    const count = this.#count, said = this.#text, notes = this.#notes.splice(0).slice(-mostNotes);
    [this.#count, this.#text, this.#timer] = [0, null, 0];
    const text = count === 0 ? '' : count > 1 || said === null ? counted('Js.Arrived', count) : said.length > longest ? `${said.slice(0, longest)}…` : said;
    // The same words again would be no change, and not be heard.
    const told = [text && word('Js.Said', this.#name(), text), ...notes].filter(Boolean).join(' ');
    this.#place.textContent = told === this.#place.textContent ? `${told}\u00A0` : told;
  }
}
