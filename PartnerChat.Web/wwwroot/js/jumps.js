// The ways to another part of the conversation: a message, a place, a day, the divider, the end, and back to where one came from.
import { connection } from './connection.js';
import { text } from './texts.js';

const shownFor = 2000, noteFor = 5000, mostBacks = 10, daysBefore1970 = 719162;

export class Jumps {
  #list; #place; #note; #server = null; #landed; #wanted = null; #backs = []; #noteTimer = 0; #foundTimer = 0; #endWanted = false;

  constructor(list, place, note, signal) {
    [this.#list, this.#place, this.#note] = [list, place, note];
    this.#landed = list.dataset.landing;
    connection.addEventListener('change', () => connection.isUp && this.#endWanted && this.end(), { signal });
  }

  get canGoBack() { return this.#backs.length > 0; }

  connect(server) {
    this.#server = server;
    if (this.#endWanted) this.end();
  }

  // Leads to { id }, { seq } or { date: 'YYYY-MM-DD' }; { back: true } offers the way back afterwards. False when it is not there.
  async to(target) {
    const from = target.back ? this.#place.position() : null;
    this.#wanted = target;
    if (!this.#isHere(target) && !await this.#ask(target)) return false;
    if (from) this.#backs = [...this.#backs, from].slice(-mostBacks);
    this.#list.dispatchEvent(new Event('jumped'));
    return true;
  }

  async back() {
    const from = this.#backs.pop();
    if (from?.atEnd) return this.end();
    if (from) await this.to({ seq: from.seq, top: from.top, quiet: true });
  }

  // The way back ends with the end.
  forget() { this.#backs = []; }

  async end() {
    this.forget();
    if (!this.#place.hasNewer) {
      this.#endWanted = false;
      this.#place.toEnd(true);
      return;
    }
    this.#wanted = {};
    // Without a line it waits for one.
    this.#endWanted = true;
    if (connection.isUp && this.#server) await this.#ask({});
  }

  divider() {
    const divider = this.#list.querySelector('[data-testid="unread-divider"]');
    if (divider) this.#place.put(divider, this.#list.clientHeight / 4, true);
    else this.to({ seq: Number(this.#list.dataset.divider), atDivider: true, quiet: true });
  }

  // The day under which a row stands.
  dayOf(row) {
    const number = row?.closest('section')?.querySelector('h2').id.slice('day-'.length);
    return number ? new Date((number - daysBefore1970) * 864e5).toISOString().slice(0, 10) : null;
  }

  // To be called after each change, before it is painted: true when the window has gone to another place.
  arrive() {
    const { landing } = this.#list.dataset;
    if (!landing || landing === this.#landed) return false;
    this.#landed = landing;
    this.#list.removeAttribute('data-to-end');
    delete this.#list.dataset.going;
    const place = landing.split(':')[1];
    const row = place === 'end' ? null : this.#place.row(place);
    this.#endWanted &&= place !== 'end';
    if (row) this.#show(row, this.#wanted ?? {}, false);
    else this.#place.toEnd();
    this.#wanted = null;
    return true;
  }

  say(key) {
    this.#note.textContent = text(key);
    clearTimeout(this.#noteTimer);
    this.#noteTimer = setTimeout(() => { this.#note.textContent = ''; }, noteFor);
  }

  #isHere(target) {
    const row = target.id ? this.#list.querySelector(`li[data-message-id="${CSS.escape(target.id)}"][data-seq]`)
      : target.seq ? this.#place.row(target.seq) : target.date ? this.#firstOf(target.date) : null;
    if (row) this.#show(row, target, true);
    return Boolean(row);
  }

  // The first row of a day, if it is sure that it is the first.
  #firstOf(date) {
    const day = this.#list.querySelector(`#day-${Math.round(Date.parse(date) / 864e5) + daysBefore1970}`)?.parentElement;
    const isWhole = day && (this.#list.dataset.hasOlder !== 'true' || day.previousElementSibling?.matches('section'));
    return isWhole ? day.querySelector('li[data-seq]') : null;
  }

  async #ask({ id, seq, date, quiet }) {
    const answer = connection.isUp && this.#server
      ? await this.#server.invokeMethodAsync('JumpAsync', { id, seq, date }).catch(() => null) : null;
    // Without an answer, what the list is on its way to waits for a line.
    if (answer) delete this.#list.dataset.going;
    if (answer && !answer.problem) return true;
    this.#wanted = null;
    if (answer || !quiet) this.say(answer?.problem === 'gone' ? 'Js.JumpGone' : 'Js.JumpFailed');
    return false;
  }

  #show(row, target, smooth) {
    delete this.#list.dataset.going;
    const { clientHeight } = this.#list;
    const heading = target.date && row.closest('section')?.querySelector('li[data-seq]') === row ? row.closest('section').querySelector('h2') : null;
    const divider = target.atDivider ? this.#list.querySelector('[data-testid="unread-divider"]') : null;
    if (target.top !== undefined) this.#place.put(row, target.top);
    else if (divider) this.#place.put(divider, clientHeight / 4);
    else if (target.date) this.#place.put(heading ?? row, 16, smooth);
    else this.#place.put(row, Math.max(64, (clientHeight - row.offsetHeight) / 3), smooth);
    if (target.date) this.#list.focus({ preventScroll: true });
    else if (!target.quiet) this.#find(row);
  }

  #find(row) {
    for (const other of this.#list.querySelectorAll('.found')) other.classList.remove('found');
    clearTimeout(this.#foundTimer);
    row.classList.add('found');
    this.#foundTimer = setTimeout(() => row.classList.remove('found'), shownFor);
    if (!row.hasAttribute('tabindex')) row.tabIndex = -1;
    row.focus({ preventScroll: true });
  }
}
