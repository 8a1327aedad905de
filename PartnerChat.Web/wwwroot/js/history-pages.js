// Asks for a page before its end is reached, one at a time, and says what may go at the other end: the page stays bounded however far one goes.
import { connection } from './connection.js';

// In heights of the view, and at most that many pixels.
const ahead = 1.5, farthest = 2500;
// Rows above somebody who follows the end, beyond which the oldest go.
const tooMany = 250;

export class HistoryPages {
  #list; #place; #server = null; #isAsking = false;

  constructor(list, place) { [this.#list, this.#place] = [list, place]; }

  connect(server) {
    this.#server = server;
    this.#isAsking = false;
    this.look();
  }

  async look() {
    const server = this.#server;
    if (!server || this.#isAsking || !connection.isUp || this.#list.dataset.going) return;
    const request = this.#next();
    if (!request) return;
    this.#isAsking = true;
    let came = true;
    // A cut line: the next scroll asks again.
    await server.invokeMethodAsync(...request).catch(() => { came = false; });
    if (server !== this.#server) return;
    this.#isAsking = false;
    if (came && this.#list.isConnected) requestAnimationFrame(() => this.look());
  }

  #next() {
    const { scrollTop, clientHeight, dataset } = this.#list;
    const near = Math.min(ahead * clientHeight, farthest);
    const failed = end => this.#list.querySelector(`[data-testid="load-${end}-error"]`);
    const [keepFrom, keepTo] = this.#kept(scrollTop - 2 * near, scrollTop + clientHeight + 2 * near);
    const place = this.#place.pinned ? null : this.#place.anchorSeq;
    if (dataset.hasOlder === 'true' && scrollTop <= near && !failed('older')) return ['LoadOlderAsync', place, keepTo];
    if (dataset.hasNewer === 'true' && this.#place.gap <= near && !failed('newer')) return ['LoadNewerAsync', place, keepFrom];
    if (this.#place.pinned && this.#place.rows.length > tooMany) return ['LetGoAsync', keepFrom];
    return null;
  }

  // The seqs between two lines of the content, and of what has the focus or is selected.
  #kept(from, to) {
    const seqOf = row => Number(row?.dataset.seq ?? 0);
    const rows = [...this.#place.rows];
    const selection = getSelection();
    const held = [document.activeElement, ...selection.isCollapsed ? [] : [selection.anchorNode, selection.focusNode]]
      .map(node => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest('li[data-seq]'))
      .filter(row => row && this.#list.contains(row)).map(seqOf);
    return [
      Math.min(seqOf(this.#place.rowBelow(from) ?? rows[0]), ...held),
      Math.max(seqOf(this.#place.rowBelow(to) ?? rows.at(-1)), ...held),
    ];
  }
}
