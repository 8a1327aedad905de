// What can be taken back: whatever waits, and what was stored less than 8 s ago. It is kept by the browser that sent it, in each of its tabs
// and over a reload, with the text, which goes back into the box.
const span = 8000;

export class Undo extends EventTarget {
  #key; #outbox; #entries = []; #timer = 0; #isGone = false;

  constructor(account, outbox) {
    super();
    this.#key = `pc:undo:${account}`;
    this.#outbox = outbox;
    this.#load();
    addEventListener('storage', e => { if (e.key === this.#key) this.#load(); });
    outbox.addEventListener('sent', e => this.#begin(e.detail));
    outbox.addEventListener('change', () => this.#tell());
    outbox.addEventListener('not-taken-back', e => this.dispatchEvent(new CustomEvent('not-taken-back', { detail: e.detail })));
    document.addEventListener('signing-out', () => { this.#isGone = true; });
  }

  get ids() { return [...this.#outbox.waiting, ...this.#entries].map(e => e.id); }

  // What is about to go, and is shown no more.
  get goingIds() { return this.#outbox.goingBack.map(e => e.id); }

  // Taken back before they were there.
  get missedIds() { return this.#outbox.missed; }

  get last() { return [...this.#entries, ...this.#outbox.waiting].at(-1)?.id ?? null; }

  takeBack(id) {
    const what = [...this.#outbox.waiting, ...this.#entries].find(e => e.id === id);
    if (!what) return;
    this.forget(id);
    const isGone = this.#outbox.takeBack(id);
    this.dispatchEvent(new CustomEvent('taken-back', { detail: { content: what.content, reply: what.reply ?? null, isGone } }));
  }

  takeBackMissed(id) {
    if (this.#outbox.missed.delete(id)) this.#outbox.takeBack(id);
  }

  // It stands: edited, for example.
  forget(id) {
    if (this.#entries.some(e => e.id === id)) this.#keep(this.#read().filter(e => e.id !== id));
  }

  // The conversation has ended: all of it stands.
  forgetAll() { this.#keep([]); }

  // What is left of the 8 s counts from its storing, which an answer tells; a repeat may be of long ago.
  #begin({ id, content, reply, age }) {
    const until = Date.now() + span - age;
    const others = this.#read().filter(e => e.id !== id);
    if (until > Date.now()) this.#keep([...others, { id, content, reply, until }]);
    else if (others.length < this.#entries.length) this.#keep(others);
  }

  #keep(entries) {
    try {
      if (this.#isGone) return;
      if (entries.length) localStorage.setItem(this.#key, JSON.stringify(entries));
      else localStorage.removeItem(this.#key);
    } catch { /* storage is full or forbidden: it is in memory */ }
    this.#use(entries);
  }

  #read() {
    try { return JSON.parse(localStorage.getItem(this.#key) ?? '[]'); } catch { return this.#entries; }
  }

  #load() { this.#use(this.#read()); }

  // A clock that was set back must not make it last.
  #use(entries) {
    clearTimeout(this.#timer);
    const now = Date.now(), there = entries.filter(e => e.until > now && e.until <= now + span);
    if (there.length < entries.length) return this.#keep(there);
    this.#entries = there;
    if (there.length) this.#timer = setTimeout(() => this.#load(), Math.min(...there.map(e => e.until)) - now + 1);
    this.#tell();
  }

  #tell() { this.dispatchEvent(new Event('change')); }
}
