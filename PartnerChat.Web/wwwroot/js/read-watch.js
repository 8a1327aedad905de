// Read means read: the bottom edge was on screen, in a visible, focused tab, with a sign of life since the message came. What the page itself
// causes is no sign of life: a scroll, or a pointer event under a hand that does not move.
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart', 'touchmove'];
const pause = 500;

export class ReadWatch {
  #list; #report = null; #alive = 0; #arrived = new Map(); #hand = null; #seen = 0; #reported = 0; #lastAt = -pause; #timer = 0;

  constructor(list, signal) {
    this.#list = list;
    for (const sign of signs) addEventListener(sign, e => this.#sign(e), { signal, capture: true, passive: true });
    addEventListener('focus', () => this.look(), { signal });
    document.addEventListener('visibilitychange', () => this.look(), { signal });
  }

  // What tells the server; what was seen before there was a line is told then.
  set report(report) {
    this.#report = report;
    this.#tell();
  }

  dispose() { clearTimeout(this.#timer); }

  // The partner's messages that are not read. Where receipts are off no message says it, the list does.
  get unread() {
    const readTo = Number(this.#list.dataset.readTo ?? 0);
    return [...this.#list.querySelectorAll('li[data-side="partner"]:is([data-status="sent"], [data-status="delivered"])')].filter(li => Number(li.dataset.seq) > readTo);
  }

  // To be called when something changed or moved.
  look() {
    const now = performance.now(), isHere = this.#isHere;
    const { top, bottom } = this.#list.getBoundingClientRect();
    for (const li of this.unread) {
      const seq = Number(li.dataset.seq);
      if (!this.#arrived.has(seq)) this.#arrived.set(seq, now);
      if (!isHere || seq <= this.#seen || this.#arrived.get(seq) >= this.#alive) continue;
      const edge = li.getBoundingClientRect().bottom;
      // However tall it is: who sees its end has come to it.
      if (edge > top && edge <= bottom + 1) this.#seen = seq;
    }

    this.#tell();
  }

  // On the way to another place nothing is seen.
  get #isHere() { return !this.#list.dataset.going && document.visibilityState === 'visible' && document.hasFocus(); }

  #sign(e) {
    if (!e.isTrusted || !this.#isHere) return;
    if (e.type === 'pointermove') {
      const hand = `${e.screenX},${e.screenY}`, moved = this.#hand !== null && this.#hand !== hand;
      this.#hand = hand;
      if (!moved) return;
    }

    this.#alive = performance.now();
    this.look();
  }

  // At most one call in the pause, and never back.
  #tell() {
    if (!this.#report || this.#seen <= this.#reported || this.#timer) return;
    const wait = this.#lastAt + pause - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => { this.#timer = 0; this.#tell(); }, wait);
      return;
    }

    const told = this.#seen;
    this.#lastAt = performance.now();
    this.#reported = told;
    this.#report(told).catch(() => { if (this.#reported === told) this.#reported = 0; });
  }
}
