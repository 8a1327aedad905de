// Tells a screen reader what the partner writes while one is there: "Name: text", once. Own messages, older pages and what was there before
// are not told; several at once are told as a number. So is what both are told at the end of the conversation and is no message.
import { counted, text as word } from './texts.js';

const together = 500, longest = 300;

export class Announcer {
  #place; #name; #last = null; #fresh = []; #notes = []; #known = null; #timer = 0;

  constructor(place, name) { [this.#place, this.#name] = [place, name]; }

  // To be called after each change, with the list as it is.
  look(list) {
    const rows = [...list.querySelectorAll('li[data-seq]')];
    const last = Number(rows.at(-1)?.dataset.seq ?? 0);
    const fresh = this.#last === null || last <= this.#last ? []
      : rows.filter(row => Number(row.dataset.seq) > this.#last && row.dataset.side === 'partner');
    this.#last = Math.max(last, this.#last ?? 0);
    this.#note([...list.querySelectorAll('[data-notice-id]')], rows.at(-1));
    if (fresh.length === 0 && this.#notes.length === 0) return;
    this.#fresh.push(...fresh.map(row => row.querySelector('[data-testid="message-text"]').textContent));
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
    const fresh = this.#fresh.splice(0), notes = this.#notes.splice(0);
    this.#timer = 0;
    const [first] = fresh;
    const text = fresh.length === 0 ? '' : fresh.length > 1 ? counted('Js.NewMessages', fresh.length) : first.length > longest ? `${first.slice(0, longest)}…` : first;
    // The same words again would be no change, and not be heard.
    const told = [text && word('Js.Said', this.#name(), text), ...notes].filter(Boolean).join(' ');
    this.#place.textContent = told === this.#place.textContent ? `${told}\u00A0` : told;
  }
}
