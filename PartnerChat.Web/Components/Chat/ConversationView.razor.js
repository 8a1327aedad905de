// The list: where it stands is the browser's, and no round trip moves it. It opens at the divider or the end, follows the end while one is
// there, and keeps what one looks at in its place when something is put in above. Its parts each have a script of their own.
import { Announcer } from '../../js/announcer.js';
import { outboxOf } from '../../js/chat-room.js';
import { connection } from '../../js/connection.js';
import { DayChip } from '../../js/day-chip.js';
import { EndPill } from '../../js/end-pill.js';
import { HistoryPages } from '../../js/history-pages.js';
import { Jumps } from '../../js/jumps.js';
import { Notifications } from '../../js/notifications.js';
import { PendingBubbles } from '../../js/pending-bubbles.js';
import { ReadWatch } from '../../js/read-watch.js';
import { ScrollPlace } from '../../js/scroll-place.js';
import { UnreadTitle } from '../../js/unread-title.js';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const attributeFilter = ['data-status', 'data-landing', 'data-has-older', 'data-has-newer', 'data-unread', 'data-arrived', 'data-read-to', 'data-title'];

// What survives when Blazor puts a new element in the old one's place (taking over the prerendered page, resuming).
const kept = { position: null };

class MessageList extends HTMLElement {
  #stop = null; #server = null; #missing = null; #focused = null;

  connectedCallback() {
    this.#stop = new AbortController();
    queueMicrotask(() => this.isConnected && this.#attach());
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#server = null;
    if (!this.place) return;
    kept.position = this.#missing ?? this.place.position();
    this.mutations.disconnect();
    this.sizes.disconnect();
    for (const part of [this.pending, this.reads, this.unreadTitle, this.announcer, this.chip]) part.dispose();
  }

  connect(server) {
    this.#server = server;
    this.reads.report = async seq => {
      if (!connection.isUp) throw new Error('The line is cut.');
      await server.invokeMethodAsync('MarkRead', seq);
    };
    this.jumps.connect(server);
    if (this.#missing) this.#goToMissing();
    this.pages.connect(server);
    return zone;
  }

  // For the other parts of the page: { id }, { seq } or { date: 'YYYY-MM-DD' }, with { back: true } to offer the way back.
  jumpTo(target) { return this.jumps.to(target); }

  // The day that one looks at: 'YYYY-MM-DD'.
  get day() { return this.jumps.dayOf(this.place.row(this.place.anchorSeq)); }

  // The days of the first and the last message.
  span() { return this.#server && connection.isUp ? this.#server.invokeMethodAsync('FindSpanAsync').catch(() => ({})) : Promise.resolve({}); }

  #attach() {
    const { signal } = this.#stop, beside = part => this.parentElement.querySelector(part);
    this.place = new ScrollPlace(this);
    this.pages = new HistoryPages(this, this.place);
    this.jumps = new Jumps(this, this.place, beside('[data-place-note]'), signal);
    this.pill = new EndPill(this, this.place, this.jumps, beside('[data-pill]'), signal);
    this.chip = new DayChip(this, beside('[data-day-float]'));
    this.reads = new ReadWatch(this, signal);
    this.unreadTitle = new UnreadTitle(this);
    this.announcer = new Announcer(beside('[data-announcer]'), () => this.dataset.partner);
    new Notifications(this, signal);
    this.pending = new PendingBubbles(this, outboxOf(this));
    this.mutations = new MutationObserver(() => this.#settle());
    this.mutations.observe(this, { subtree: true, childList: true, characterData: true, attributeFilter });
    this.sizes = new ResizeObserver(() => this.#settle());
    this.sizes.observe(this);
    this.sizes.observe(this.firstElementChild);
    this.addEventListener('scroll', () => this.#scrolled(), { signal, passive: true });
    this.addEventListener('focusin', e => { this.#focused = e.target; }, { signal });
    this.addEventListener('focusout', e => { if (e.target.isConnected && e.relatedTarget) this.#focused = null; }, { signal });
    this.addEventListener('stay', () => this.place.stay(), { signal });
    this.addEventListener('own-message', () => this.#followOwn(), { signal });
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
    const place = kept.position ?? this.#recall();
    const row = place && !place.atEnd && this.place.row(place.seq);
    const divider = this.querySelector('[data-testid="unread-divider"]');
    if (row) this.place.put(row, place.top);
    else if (place && !place.atEnd) this.#miss(place);
    else if (divider && !kept.position) this.place.put(divider, this.clientHeight / 4);
    else this.place.toEnd();
    this.#look();
  }

  // Far up: the server is asked for that place as soon as it hears. Until then nothing else is shown in its stead.
  #miss(place) {
    this.#missing = place;
    this.dataset.going = 'true';
    this.place.toEnd();
    if (this.#server) this.#goToMissing();
  }

  async #goToMissing() {
    const { seq, top } = this.#missing;
    this.#missing = null;
    await this.jumps.to({ seq, top, quiet: true });
  }

  // After the page changed and before it is painted: back to where one was, or on to where the window went.
  #settle() {
    if (!this.jumps.arrive()) this.place.settle();
    if (this.place.pinned && this.place.hasNewer && !this.dataset.going) this.jumps.end();
    // What had the focus went with its page: it stays in the list.
    if (this.#focused && !this.#focused.isConnected) {
      this.#focused = null;
      if (document.activeElement === document.body) this.focus({ preventScroll: true });
    }
    this.#look();
    this.pages.look();
  }

  #scrolled() {
    this.place.scrolled();
    if (!this.place.isOwnScroll) this.chip.scrolled();
    this.place.isOwnScroll = false;
    this.#look();
    this.pages.look();
  }

  #look() {
    this.pill.show();
    if (!this.dataset.going) this.reads.look();
    this.unreadTitle.show(Number(this.dataset.unread));
    this.announcer.look(this);
  }

  // One's own message is at the end, and so is whoever wrote it. Where the end is not there it is fetched.
  #followOwn() {
    this.place.toEnd();
    this.toggleAttribute('data-to-end', this.place.hasNewer);
    if (this.place.hasNewer) this.jumps.end();
    this.#look();
  }

  // A reload, ours after a restart of the server or the reader's, comes back to the same place.
  #remember() {
    try { sessionStorage.setItem(`pc:place:${outboxOf(this).account}`, JSON.stringify(this.#missing ?? this.place.position())); } catch { /* it opens at the end then */ }
  }

  #recall() {
    const isReload = performance.getEntriesByType('navigation')[0]?.type === 'reload';
    try { return isReload ? JSON.parse(sessionStorage.getItem(`pc:place:${outboxOf(this).account}`)) : null; } catch { return null; }
  }
}

customElements.define('message-list', MessageList);

export const connect = (list, server) => list.connect(server);
