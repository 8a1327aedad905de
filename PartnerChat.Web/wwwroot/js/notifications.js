// A notification on the desktop for what comes while no page of this conversation is in view: "New message", and who and what only where that
// was switched on. One at a time, silent while it stands; of several hidden pages one shows it. Where the browser takes none from a page
// (phones), there is none.
import { counted, text as word } from './texts.js';
import { accountOf } from './chat-room.js';

const longest = 120;

export class Notifications {
  #list; #account; #signal; #last; #shown = null; #fresh = 0; #here = null; #others;

  constructor(list, signal) {
    [this.#list, this.#account, this.#signal, this.#last] = [list, accountOf(list), signal, told(list)];
    this.#others = new BroadcastChannel(`pc-notify:${this.#account}`);
    this.#others.onmessage = () => this.#clear();
    const changes = new MutationObserver(() => this.#look());
    changes.observe(list, { subtree: true, childList: true, attributeFilter: ['data-status', 'data-read-to', 'data-arrived'] });
    document.addEventListener('visibilitychange', () => this.#stay(), { signal });
    addEventListener('pagehide', () => this.#clear(), { signal });
    signal.addEventListener('abort', () => {
      changes.disconnect();
      this.#here?.();
      this.#others.close();
    });
    this.#stay();
  }

  // Whoever has a page in view holds this lock together with the others; who wants to notify needs it alone.
  #stay() {
    const isHere = document.visibilityState === 'visible';
    if (!isHere) {
      this.#here?.();
      this.#here = null;
    } else if (!this.#here) {
      this.#forget();
      const stay = new Promise(leave => { this.#here = leave; });
      navigator.locks?.request(`pc-here:${this.#account}`, { mode: 'shared', signal: this.#signal }, () => stay).catch(() => { /* the page goes */ });
    }
  }

  #look() {
    const before = this.#last, now = this.#last = told(this.#list);
    if (this.#shown && Number(this.#list.dataset.unread) === 0) this.#forget();
    if (now.arrived > before.arrived && document.visibilityState === 'hidden' && mode() !== 'off') this.#offer(now.arrived - before.arrived, now.latest);
  }

  async #offer(count, seq) {
    if (!('Notification' in window) || Notification.permission !== 'granted' || !navigator.locks) return;
    const key = `pc:notified:${this.#account}`;
    await navigator.locks.request(`pc-here:${this.#account}`, { ifAvailable: true }, lock => {
      if (!lock || document.visibilityState !== 'hidden') return;
      try {
        if (Number(localStorage.getItem(key) ?? 0) >= seq) return;
        localStorage.setItem(key, seq);
      } catch { /* each page for itself then: the tag holds them together */ }
      this.#fresh += count;
      this.#show(seq);
    });
  }

  #show(seq) {
    // Where one has scrolled up, what arrives may be further down than the page goes: then there is no text to show.
    const said = [...this.#list.querySelectorAll('li[data-side="partner"][data-seq]')].findLast(li => Number(li.dataset.seq) <= seq && !this.#isFurtherDown)
      ?.querySelector('[data-testid="message-text"]').textContent.trim();
    const isOpen = mode() === 'text' && said !== undefined;
    const title = isOpen ? this.#list.dataset.partner : this.#fresh > 1 ? counted('Js.SeveralNew', this.#fresh) : word('Js.NewMessage');
    const options = { tag: `pc:${this.#account}`, icon: 'icons/app-192.png', lang: document.documentElement.lang, dir: 'auto', silent: this.#shown !== null };
    if (isOpen) options.body = said.length > longest ? `${[...said].slice(0, longest).join('')}…` : said;
    try {
      const shown = new Notification(title, options);
      this.#shown = shown;
      shown.onclick = () => {
        window.focus();
        document.querySelector('message-list')?.jumpTo({ seq });
        this.#forget();
      };
    } catch { /* a phone's browser takes none from a page */ }
  }

  get #isFurtherDown() { return this.#list.dataset.hasNewer === 'true'; }

  // Here and in the other pages.
  #forget() {
    this.#clear();
    this.#others.postMessage('read');
  }

  #clear() {
    this.#shown?.close();
    [this.#shown, this.#fresh] = [null, 0];
  }
}

const mode = () => document.documentElement.dataset.notify ?? 'off';

const told = list => ({ arrived: Number(list.dataset.arrived), latest: Number(list.dataset.latest) });
