// Read means read: the bottom edge was on screen, in a visible, focused tab, with a sign of life since the message came. A scroll that the page
// itself causes is no sign of life, so scroll events are none.
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchmove'];
const pause = 250;

export class ReadWatch {
  report = null;
  #list; #alive = 0; #arrived = new Map(); #reported = 0; #timer = 0;

  constructor(list, signal) {
    this.#list = list;
    for (const sign of signs) {
      addEventListener(sign, e => {
        if (!e.isTrusted) return;
        this.#alive = performance.now();
        this.look();
      }, { signal, capture: true, passive: true });
    }
    addEventListener('focus', () => this.look(), { signal });
    document.addEventListener('visibilitychange', () => this.look(), { signal });
  }

  dispose() { clearTimeout(this.#timer); }

  look() {
    this.#note();
    if (!this.#timer) this.#timer = setTimeout(() => { this.#timer = 0; this.#mark(); }, pause);
  }

  #note() {
    const now = performance.now();
    for (const li of this.unread) if (!this.#arrived.has(li.dataset.seq)) this.#arrived.set(li.dataset.seq, now);
  }

  get unread() {
    const readTo = Number(this.#list.dataset.readTo);
    return [...this.#list.querySelectorAll('li[data-side="partner"]:is([data-status="sent"], [data-status="delivered"])')].filter(li => Number(li.dataset.seq) > readTo);
  }

  #mark() {
    if (!this.report || this.#list.dataset.going || document.visibilityState !== 'visible' || !document.hasFocus()) return;
    const bottom = this.#list.getBoundingClientRect().bottom + 1;
    let last = 0;
    for (const li of this.unread) {
      if (li.getBoundingClientRect().bottom > bottom) break;
      if (this.#arrived.get(li.dataset.seq) < this.#alive) last = Number(li.dataset.seq);
    }
    if (last <= this.#reported) return;
    const before = this.#reported;
    this.#reported = last;
    this.report(last).catch(() => { this.#reported = before; });
  }
}
