// Hands an edit over, and says what became of it. Until then it stays in the box, so that nothing is lost: without a line it waits, and is
// saved when there is one. The same text twice changes nothing, so what was not answered is handed over again.
import { connection } from './connection.js';
import { text as word } from './texts.js';

const patience = 3000, giveUp = 10000, again = 2000;
const refusals = { too_late: 'Js.EditTooLate', not_found: 'Js.EditGone', ended: 'Js.EditEnded' };

export class EditSaver extends EventTarget {
  #editing; #call; #signal; #isAsking = false; #timer = 0;

  constructor(editing, call, signal) {
    super();
    [this.#editing, this.#call, this.#signal] = [editing, call, signal];
    connection.addEventListener('change', () => connection.state === 'live' && this.goOn(), { signal });
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  save(text) {
    this.#editing.write(text);
    this.#editing.wait(true);
    return this.goOn();
  }

  async goOn() {
    const { target } = this.#editing;
    clearTimeout(this.#timer);
    if (!target?.waits || this.#isAsking) return;
    this.#isAsking = true;
    const error = await this.#ask(target);
    this.#isAsking = false;
    // Another element took the place, or it was cancelled meanwhile.
    if (this.#signal.aborted || this.#editing.target?.id !== target.id) return;
    if (!error) this.#done(target);
    else if (error === 'unavailable' || error === 'rate_limited') this.#wait();
    else {
      this.#editing.wait(false);
      this.#tell('refused', word(refusals[error] ?? 'Js.EditRefused'));
    }
  }

  // What was typed since Enter is a further edit.
  #done({ id, text }) {
    const now = this.#editing.target.text, isDone = now === text;
    if (isDone) this.#editing.end();
    else this.#editing.begin(id, text, now);
    this.#tell('saved', { id, isDone });
  }

  #wait() {
    if (!this.#editing.target.waits) return;
    this.#tell('waiting');
    this.#timer = setTimeout(() => this.goOn(), again);
  }

  async #ask({ id, text }) {
    const slow = setTimeout(() => connection.notAnswering(), patience);
    let dead;
    try {
      const silence = new Promise((_, reject) => { dead = setTimeout(() => reject(new Error('silence')), giveUp); });
      const asked = this.#call('EditAsync', id, text);
      if (!asked) return 'unavailable';
      const error = await Promise.race([asked, silence]);
      if (error !== 'unavailable') connection.answered();
      return error;
    } catch {
      return 'unavailable';
    } finally {
      clearTimeout(slow);
      clearTimeout(dead);
    }
  }

  #tell(name, detail) { this.dispatchEvent(new CustomEvent(name, { detail })); }
}
