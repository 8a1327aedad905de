// What the export's progress cannot know from the server: that the line is away, and that an export went with the server that wrote it.
import { connection } from '../../js/connection.js';
import { text } from '../../js/texts.js';

// The exports that were on their way when this tab last heard of them.
const key = 'pc:exports';

const remembered = () => { try { return (sessionStorage.getItem(key) ?? '').split(' ').filter(id => id); } catch { return []; } };

function remember(ids) {
  try {
    if (ids) sessionStorage.setItem(key, ids);
    else sessionStorage.removeItem(key);
  } catch { /* no storage: nothing is said */ }
}

class ExportProgress extends HTMLElement {
  static observedAttributes = ['data-running', 'data-interactive'];

  connectedCallback() { queueMicrotask(() => this.#look()); }

  attributeChangedCallback() { queueMicrotask(() => this.#look()); }

  // A server that knows nothing of an export that was on its way has not written its end.
  #look() {
    if (!this.isConnected || !this.dataset.interactive) return;
    const known = (this.dataset.known ?? '').split(' ');
    const place = this.querySelector('[data-part="lost"]');
    if (place && remembered().some(id => !known.includes(id))) place.textContent = text('Js.ExportLost');
    if (this.dataset.running && place) place.textContent = '';
    remember(this.dataset.running);
  }
}

// Without a line no file comes.
class ExportSheet extends HTMLElement {
  #stop = null;

  connectedCallback() {
    this.#stop = new AbortController();
    connection.addEventListener('change', () => this.#show(), { signal: this.#stop.signal });
    queueMicrotask(() => this.#show());
  }

  disconnectedCallback() { this.#stop.abort(); }

  #show() {
    const isAway = !['live', 'starting'].includes(connection.state);
    for (const list of this.querySelectorAll('.settings')) list.inert = isAway;
    const place = this.querySelector('[data-part="offline"]');
    if (place) place.textContent = isAway ? text('Js.ExportOffline') : '';
  }
}

customElements.define('export-progress', ExportProgress);
customElements.define('export-sheet', ExportSheet);
