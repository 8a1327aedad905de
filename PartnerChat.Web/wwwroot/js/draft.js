// What was written and not yet sent, and what it answers. It is the account's: every tab of this browser has it.
const pause = 300;

export class Draft extends EventTarget {
  text = ''; reply = null;
  #keys; #stored; #timer = 0; #isGone = false;

  constructor(account) {
    super();
    this.#keys = [`pc:draft:${account}`, `pc:draft-reply:${account}`];
    this.#load();
    addEventListener('storage', e => this.#keys.includes(e.key) && this.#hear());
    addEventListener('pagehide', () => this.keep());
    document.addEventListener('visibilitychange', () => this.keep());
    document.addEventListener('signing-out', () => { this.#isGone = true; });
  }

  get isEmpty() { return this.text === '' && !this.reply; }

  // Kept a moment later, so that not every key writes.
  set(text, reply = this.reply) {
    [this.text, this.reply] = [text, reply];
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep(), pause);
  }

  clear() {
    this.set('', null);
    this.keep();
  }

  // What was written, for whoever keeps it from now on. What another tab has taken already is nobody's any more.
  takeAll() {
    this.keep();
    let text = this.text;
    try { text = localStorage.getItem(this.#keys[0]) ?? (this.#stored[0] ? '' : text); } catch { /* storage is forbidden: it is in memory */ }
    this.clear();
    return text;
  }

  keep() {
    clearTimeout(this.#timer);
    if (this.#isGone) return;
    const now = this.#now();
    // Not what this tab did not change: another of the same account may have sent it, or written on.
    this.#keys.forEach((key, i) => {
      if (now[i] === this.#stored[i]) return;
      try {
        if (now[i]) localStorage.setItem(key, now[i]);
        else localStorage.removeItem(key);
        this.#stored[i] = now[i];
      } catch { /* storage is full or forbidden: it is still in memory, and another tab's words do not take its place */ }
    });
  }

  #now() { return [this.text, this.reply ? JSON.stringify(this.reply) : '']; }

  #load() {
    try {
      this.#stored = this.#keys.map(key => localStorage.getItem(key) ?? '');
      this.text = this.#stored[0];
      this.reply = this.#stored[1] ? JSON.parse(this.#stored[1]) : null;
    } catch {
      this.#stored ??= ['', ''];
    }
  }

  // Another tab sent it or wrote on. Whoever has written something else here keeps that.
  #hear() {
    const now = this.#now();
    if (this.#isGone || now.some((value, i) => value !== this.#stored[i])) return;
    this.#load();
    this.dispatchEvent(new Event('change'));
  }
}
