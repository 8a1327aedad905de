// What was written and is not yet stored. It lives in this browser, keeps its order, and survives a reload, a lost circuit and a restart of the
// server. Sending again is safe: the server keeps one message for each id.
import { connection } from './connection.js';
import { trim } from './content-rule.js';
import { uuid } from './uuid.js';

const patience = 3000, giveUp = 10000, shortestWait = 50, maxAtOnce = 20, maxBytes = 48 * 1024;
const pauses = [1000, 2000, 4000, 8000];
// Answers after which the same is handed over again: no refusals.
const passing = new Set(['unavailable', 'rate_limited']);

export class Outbox extends EventTarget {
  #key;
  #server = null;
  #pumping = false;
  #failures = 0;
  #timer = 0;
  #goesOnAt = 0;
  #isGone = false;
  // Added here and not yet settled. What another tab writes at the same moment, or a storage that is full, cannot take it away.
  #own = new Map();
  items;
  // Taken back, and not found on the server.
  missed = new Set();

  constructor(account) {
    super();
    this.account = account;
    this.#key = `pc:outbox:${account}`;
    this.items = this.#load();
    addEventListener('storage', e => { if (e.key === this.#key) { this.items = this.#load(); this.#tell(); } });
    connection.addEventListener('change', () => connection.state === 'live' && this.#pump());
    document.addEventListener('signing-out', () => { this.#isGone = true; this.#server = null; this.#own.clear(); });
  }

  get shown() { return this.items.filter(i => !i.undo); }

  get waiting() { return this.shown.filter(i => !i.error); }

  get goingBack() { return this.items.filter(i => i.undo); }

  // What it answers, `reply`, is { id, name, text }.
  add(content, reply = null) {
    // Trimmed as the server would: white space beyond what the line takes in one message would cut it, again and again.
    const item = { id: uuid(), content: trim(content), at: Date.now(), ...reply && { reply } };
    this.#own.set(item.id, item);
    this.#change(items => items.some(i => i.id === item.id) ? items : [...items, item]);
    // The bubble first, then the line.
    queueMicrotask(() => this.#pump());
    return item;
  }

  remove(id) {
    this.#own.delete(id);
    this.#change(items => items.filter(i => i.id !== id));
  }

  // `change`: what is to be different in it now.
  retry(id, change = {}) {
    this.#change(items => items.map(i => i.id === id ? { ...i, ...change, error: undefined } : i));
    this.#pump();
  }

  // What never left is gone at once (true). What was handed over may be stored: then the server deletes it.
  takeBack(id) {
    const item = this.#load().find(i => i.id === id);
    if (item && !item.handed) {
      this.remove(id);
      return true;
    }
    const going = { id, at: item?.at ?? Date.now(), undo: true };
    this.#own.set(id, going);
    this.#change(items => [...items.filter(i => i.id !== id), going]);
    this.#pump();
    return false;
  }

  // Its real bubble is there, before the answer or without one.
  arrived(item) {
    this.#tellSent(item, Date.now() - (item.handed ?? Date.now()));
    this.remove(item.id);
  }

  // The conversation has ended: what waits was not sent, and neither was what was still in the box. What was to be taken back stays.
  end(words) {
    this.#server = null;
    clearTimeout(this.#timer);
    this.#own.clear();
    const added = words.map((content, i) => ({ id: uuid(), content: trim(content), at: Date.now() + i, error: 'ended' }));
    this.#change(items => [...items.filter(i => !i.undo).map(i => ({ ...i, error: 'ended' })), ...added]);
  }

  // The server's side of the page is there, or gone (null).
  connect(server) {
    this.#server = server;
    this.#pumping = false;
    this.#failures = 0;
    if (server) this.#pump();
  }

  async #pump() {
    clearTimeout(this.#timer);
    const server = this.#server;
    if (this.#pumping || !server || !connection.isUp) return;
    const wait = this.#goesOnAt - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => this.#pump(), wait);
      return;
    }
    this.#pumping = true;
    try {
      while (server === this.#server && connection.isUp) {
        const going = this.goingBack.map(i => i.id);
        if (going.length > 0) {
          const answers = await this.#ask(server, 'TakeBackAsync', going);
          if (server !== this.#server) return;
          this.#drop(answers);
          if (answers.some(a => a.error === 'unavailable')) throw new Error('unavailable');
          continue;
        }
        const batch = this.#next();
        if (batch.length === 0) return this.#settled();
        this.#hand(batch);
        const answers = await this.#ask(server, 'SendAsync', batch.map(({ id, content, reply }) => ({ id, content, replyTo: reply?.id ?? null })));
        if (server !== this.#server) return;
        this.#take(answers, batch);
        if (answers.some(a => a.error === 'unavailable')) throw new Error('unavailable');
        this.#failures = 0;
        connection.answered();
        const limited = answers.find(a => a.error === 'rate_limited');
        if (!limited) continue;
        // Too fast: the rest stays on its way, and goes on in its order.
        this.#goesOnAt = performance.now() + Math.max(limited.retryAfterMs ?? 0, shortestWait);
        this.#timer = setTimeout(() => this.#pump(), this.#goesOnAt - performance.now());
        return;
      }
    } catch {
      // No answer, or the database is away: the same again later, in the same order.
      if (server !== this.#server) return;
      connection.notAnswering();
      this.#timer = setTimeout(() => this.#pump(), pauses[Math.min(this.#failures++, pauses.length - 1)]);
    } finally {
      if (server === this.#server) this.#pumping = false;
    }
  }

  // Nothing waits any more, and so there is nothing to say of a line that did not answer: what was asked last was, or somebody took it out.
  #settled() {
    if (this.#failures === 0) return;
    this.#failures = 0;
    connection.answered();
  }

  async #ask(server, method, what) {
    const slow = setTimeout(() => connection.notAnswering(), patience);
    let dead;
    try {
      const silence = new Promise((_, reject) => { dead = setTimeout(() => reject(new Error('silence')), giveUp); });
      return await Promise.race([server.invokeMethodAsync(method, what), silence]);
    } finally {
      clearTimeout(slow);
      clearTimeout(dead);
    }
  }

  // Once handed over it may be stored, whatever becomes of the line: this has to be known after a reload too.
  #hand(batch) {
    const ids = new Set(batch.map(i => i.id)), handed = Date.now();
    const hand = i => ids.has(i.id) && !i.undo ? { ...i, handed } : i;
    for (const id of ids) if (this.#own.has(id)) this.#own.set(id, hand(this.#own.get(id)));
    this.#change(items => items.map(hand));
  }

  #take(answers, batch) {
    const stored = answers.filter(a => a.seq), refused = new Map(answers.filter(a => a.error && !passing.has(a.error)).map(a => [a.id, a.error]));
    const done = new Set(stored.map(a => a.id));
    const isSettled = item => done.has(item.id) && !item.undo;
    for (const id of done) if (!this.#own.get(id)?.undo) this.#own.delete(id);
    for (const [id, error] of refused) if (this.#own.has(id)) this.#own.set(id, { ...this.#own.get(id), error });
    // First what is stored, so that its bubble is held until the real one takes its place.
    for (const answer of stored) {
      this.dispatchEvent(new CustomEvent('stored', { detail: answer }));
      this.#tellSent(batch.find(i => i.id === answer.id), answer.ageMs);
    }
    if (done.size || refused.size) this.#change(items => items.filter(i => !isSettled(i)).map(i => refused.has(i.id) ? { ...i, error: refused.get(i.id) } : i));
  }

  // Not there is as good as gone; should another tab's hand-over still store it, it is taken back then. A refusal leaves it where it is.
  #drop(answers) {
    const done = new Map(answers.filter(a => a.error !== 'unavailable').map(a => [a.id, a.error]));
    for (const [id, error] of done) {
      this.#own.delete(id);
      if (error === 'not_found') this.missed.add(id);
    }
    const refused = [...done].filter(([, error]) => error && error !== 'not_found').map(([id]) => id);
    if (refused.length) this.dispatchEvent(new CustomEvent('not-taken-back', { detail: refused }));
    this.#change(items => items.filter(i => !done.has(i.id)));
  }

  #tellSent(item, age) {
    if (!item || this.goingBack.some(i => i.id === item.id)) return;
    this.dispatchEvent(new CustomEvent('sent', { detail: { id: item.id, content: item.content, reply: item.reply ?? null, age } }));
  }

  #next() {
    const batch = [];
    let bytes = 0;
    for (const item of this.waiting) {
      bytes += new TextEncoder().encode(JSON.stringify(item.content)).length;
      if (batch.length > 0 && (batch.length === maxAtOnce || bytes > maxBytes)) break;
      batch.push(item);
    }
    return batch;
  }

  // Another tab of the same account may have changed it meanwhile: read, change, write.
  #change(change) {
    if (this.#isGone) return;
    this.items = change(this.#load());
    try {
      if (this.items.length) localStorage.setItem(this.#key, JSON.stringify(this.items));
      else localStorage.removeItem(this.#key);
      for (const item of this.items) if (item.error) this.#own.delete(item.id);
    } catch { /* storage is full or forbidden: it goes on in memory */ }
    this.#tell();
  }

  #load() {
    let items;
    try { items = JSON.parse(localStorage.getItem(this.#key) ?? '[]'); } catch { return this.items ?? []; }
    for (const item of items) if (item.error) this.#own.delete(item.id);
    const missing = [...this.#own.values()].filter(own => !items.some(i => i.id === own.id));
    return missing.length ? [...items, ...missing].sort((a, b) => a.at - b.at) : items;
  }

  #tell() { this.dispatchEvent(new Event('change')); }
}
