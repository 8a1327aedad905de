// The list: where it stands is the browser's, and no round trip moves it. It opens at the divider or the end, follows the end while one is
// there, and keeps what one looks at in its place when something is put in above.
import { PendingBubbles } from '../../js/pending-bubbles.js';
import { connection } from '../../js/connection.js';
import { outboxOf } from '../../js/chat-room.js';
import { ReadWatch } from '../../js/read-watch.js';
import { UnreadTitle } from '../../js/unread-title.js';
import { Announcer } from '../../js/announcer.js';
import { Notifications } from '../../js/notifications.js';
import { counted, text } from '../../js/texts.js';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const bottomSlack = 16, prefetch = 1.5;

// What survives when Blazor puts a new element in the old one's place (taking over the prerendered page, resuming).
const kept = { position: null };

class MessageList extends HTMLElement {
  #stop = null; #server = null; #pinned = true; #anchor = null; #anchorTop = 0; #anchorView = 0; #loading = false; #seen = 0; #toDivider = false;

  connectedCallback() {
    this.#stop = new AbortController();
    queueMicrotask(() => this.isConnected && this.#attach());
  }

  disconnectedCallback() {
    kept.position = this.#position();
    this.#stop.abort();
    this.#server = null;
    this.mutations?.disconnect();
    this.sizes?.disconnect();
    this.pending?.dispose();
    this.reads?.dispose();
    this.unreadTitle?.dispose();
    this.announcer?.dispose();
  }

  connect(server) {
    this.#server = server;
    this.reads.report = async seq => {
      if (!connection.isUp) throw new Error('The line is cut.');
      await server.invokeMethodAsync('MarkRead', seq);
    };
    this.#prefetch();
    return zone;
  }

  #attach() {
    const { signal } = this.#stop;
    this.pill = this.parentElement.querySelector('[data-pill]');
    this.reads = new ReadWatch(this, signal);
    this.unreadTitle = new UnreadTitle();
    this.announcer = new Announcer(this.parentElement.querySelector('[data-announcer]'), () => this.dataset.partner);
    new Notifications(this, signal);
    this.pending = new PendingBubbles(this, outboxOf(this));
    this.mutations = new MutationObserver(() => this.#settle());
    this.mutations.observe(this, { subtree: true, childList: true, characterData: true, attributeFilter: ['data-status', 'data-read-to'] });
    this.sizes = new ResizeObserver(() => this.#settle());
    this.sizes.observe(this);
    this.sizes.observe(this.firstElementChild);
    this.addEventListener('scroll', () => this.#scrolled(), { signal, passive: true });
    this.addEventListener('own-message', () => { this.#pinned = true; this.#settle(); }, { signal });
    this.pill.addEventListener('click', () => this.#pressPill(), { signal });
    addEventListener('pagehide', () => this.#remember(), { signal });
    document.addEventListener('signing-out', () => this.#stop.abort(), { signal });
    this.#localize();
    this.#open();
  }

  // The first page ever was drawn without knowing the zone: its times are put right before it is painted. The circuit does the days.
  #localize() {
    if (this.dataset.zone === zone) return;
    const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
    for (const time of this.querySelectorAll('time')) time.textContent = clock.format(new Date(time.dateTime));
  }

  #open() {
    this.#seen = this.#lastSeq();
    const place = kept.position ?? this.#recall();
    const row = place && !place.atEnd && this.querySelector(`li[data-seq="${place.seq}"]`);
    const divider = this.querySelector('[data-testid="unread-divider"]');
    if (row) this.scrollTop += row.getBoundingClientRect().top - this.getBoundingClientRect().top - place.top;
    else if (divider && !place) this.scrollTop += divider.getBoundingClientRect().top - this.getBoundingClientRect().top - this.clientHeight / 4;
    else this.scrollTop = this.scrollHeight;
    this.#scrolled();
  }

  // After the page changed and before it is painted: back to where one was.
  #settle() {
    if (this.#pinned) this.scrollTop = this.scrollHeight;
    else if (this.#anchor?.isConnected) {
      const moved = this.#anchor.offsetTop - this.#anchorTop;
      if (moved) this.scrollTop += moved;
    }
    this.#hold();
    this.#count();
    this.#tell();
  }

  #scrolled() {
    this.#pinned = this.scrollHeight - this.clientHeight - this.scrollTop <= bottomSlack;
    this.#hold();
    this.#count();
    this.reads.look();
    this.#prefetch();
  }

  #tell() {
    this.reads.look();
    this.unreadTitle.show(this.reads.unread.length);
    this.announcer.look(this);
  }

  // The first message that is in view, and where it stands in the content.
  #hold() {
    const rows = this.querySelectorAll('li[data-seq]');
    let low = 0, high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle].offsetTop + rows[middle].offsetHeight > this.scrollTop) high = middle;
      else low = middle + 1;
    }
    this.#anchor = rows[low] ?? null;
    this.#anchorTop = this.#anchor?.offsetTop ?? 0;
    this.#anchorView = this.#anchorTop - this.scrollTop;
  }

  #position() {
    if (this.#pinned || !this.#anchor) return { atEnd: true };
    // As it was held: once taken out of the page, the list says it is at 0.
    return { atEnd: false, seq: this.#anchor.dataset.seq, top: this.#anchorView };
  }

  // A reload, ours after a restart of the server or the reader's, comes back to the same place.
  #remember() {
    try { sessionStorage.setItem(`pc:place:${outboxOf(this).account}`, JSON.stringify(this.#position())); } catch { /* it opens at the end then */ }
  }

  #recall() {
    const isReload = performance.getEntriesByType('navigation')[0]?.type === 'reload';
    try { return isReload ? JSON.parse(sessionStorage.getItem(`pc:place:${outboxOf(this).account}`)) : null; } catch { return null; }
  }

  async #prefetch() {
    if (!this.#server || !connection.isUp || this.#loading || this.dataset.hasOlder !== 'true' || this.scrollTop > prefetch * this.clientHeight) return;
    this.#loading = true;
    try {
      await this.#server.invokeMethodAsync('LoadOlderAsync');
    } catch { /* the line is cut: the next scroll asks again */ }
    this.#loading = false;
    if (this.isConnected && !this.querySelector('[data-testid="load-older-error"]')) requestAnimationFrame(() => this.#prefetch());
  }

  #lastSeq() { return Number([...this.querySelectorAll('li[data-seq]')].at(-1)?.dataset.seq ?? 0); }

  // What came below while one was reading further up.
  #count() {
    if (this.#pinned) this.#seen = this.#lastSeq();
    const fresh = this.#pinned ? [] : [...this.querySelectorAll('li[data-side="partner"][data-seq]')].filter(li => Number(li.dataset.seq) > this.#seen);
    const divider = this.querySelector('[data-testid="unread-divider"]');
    this.#toDivider = Boolean(divider) && divider.offsetTop > this.scrollTop + this.clientHeight;
    this.pill.hidden = this.#pinned || this.scrollHeight - this.clientHeight - this.scrollTop < this.clientHeight / 2 && fresh.length === 0;
    const label = fresh.length > 0 ? counted('Js.New', fresh.length) : text('Js.ToTheEnd');
    const part = this.pill.querySelector('[data-part="count"]');
    if (part.textContent !== label) part.textContent = label;
  }

  #pressPill() {
    const divider = this.querySelector('[data-testid="unread-divider"]');
    const to = this.#toDivider ? divider.offsetTop - this.clientHeight / 4 : this.scrollHeight - this.clientHeight;
    const near = Math.abs(to - this.scrollTop) <= this.clientHeight && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.scrollTo({ top: to, behavior: near ? 'smooth' : 'instant' });
  }
}

customElements.define('message-list', MessageList);

export const connect = (list, server) => list.connect(server);
