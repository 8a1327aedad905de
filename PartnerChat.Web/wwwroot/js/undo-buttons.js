// "Undo" over the time of one's own message, for as long as it can be taken back; what is being taken back is not shown. Foreign to Blazor, which
// keeps its own account of what is in a bubble.
import { text as word } from './texts.js';

export class UndoButtons {
  #list; #undo; #stop = new AbortController(); #observer;

  constructor(list, undo) {
    [this.#list, this.#undo] = [list, undo];
    const { signal } = this.#stop;
    undo.addEventListener('change', () => this.draw(), { signal });
    undo.addEventListener('not-taken-back', e => { for (const id of e.detail) delete this.#find(id)?.dataset.takenBack; }, { signal });
    list.addEventListener('click', e => this.#press(e), { signal });
    this.#observer = new MutationObserver(() => this.draw());
    this.#observer.observe(list, { subtree: true, childList: true });
    this.draw();
  }

  dispose() {
    this.#stop.abort();
    this.#observer.disconnect();
  }

  draw() {
    const ids = new Set(this.#undo.ids);
    for (const button of this.#list.querySelectorAll('[data-undo]')) if (!ids.has(button.dataset.undo)) this.#remove(button);
    for (const id of ids) {
      const stamp = this.#find(id)?.querySelector('.stamp');
      if (stamp && !stamp.querySelector('[data-undo]')) stamp.prepend(button(id));
    }
    for (const id of this.#undo.missedIds) if (this.#find(id)) this.#undo.takeBackMissed(id);
    // Hidden until the server's own list leaves it out.
    for (const id of this.#undo.goingIds) {
      const li = this.#find(id);
      if (li) li.dataset.takenBack = '';
    }
    this.#observer.takeRecords();
  }

  #find(id) { return this.#list.querySelector(`li:is([data-client-id="${id}"], [data-client-pending="${id}"])`); }

  // Whoever stood on it writes on.
  #remove(button) {
    if (button === document.activeElement) document.querySelector('message-composer textarea')?.focus({ preventScroll: true });
    button.remove();
  }

  #press(e) {
    const { undo } = e.target.closest('[data-undo]')?.dataset ?? {};
    if (undo) this.#undo.takeBack(undo);
  }
}

function button(id) {
  const e = document.createElement('button');
  [e.type, e.className, e.textContent] = ['button', 'text-button undo', word('Js.Undo')];
  // A press in the gutter shows the times, unless it is on something that does something of its own.
  [e.dataset.undo, e.dataset.testid, e.dataset.do] = [id, 'undo', 'undo'];
  e.setAttribute('aria-keyshortcuts', 'Control+Z Meta+Z');
  return e;
}
