// What was written and is not yet stored. It lives in this browser, keeps its order, and survives a reload, a lost circuit and a restart of the
// server. Sending again is safe: the server keeps one message for each id.
import { connection } from './connection.js';
import { trim } from './content-rule.js';

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

  constructor(account) {
    super();
    this.account = account;
    this.#key = `pc:outbox:${account}`;
    this.items = this.#load();
    addEventListener('storage', e => { if (e.key === this.#key) { this.items = this.#load(); this.#tell(); } });
    connection.addEventListener('change', () => connection.state === 'live' && this.#pump());
    document.addEventListener('signing-out', () => { this.#isGone = true; this.#server = null; this.#own.clear(); });
  }

  get waiting() { return this.items.filter(i => !i.error); }

  add(content) {
    // Trimmed as the server would: white space beyond what the line takes in one message would cut it, again and again.
    const item = { id: crypto.randomUUID?.() ?? uuid(), content: trim(content), at: Date.now() };
    this.#own.set(item.id, item);
    this.#change(items => items.some(i => i.id === item.id) ? items : [...items, item]);
    this.#pump();
    return item;
  }

  remove(id) {
    this.#own.delete(id);
    this.#change(items => items.filter(i => i.id !== id));
  }

  retry(id) {
    this.#change(items => items.map(i => i.id === id ? { ...i, error: undefined } : i));
    this.#pump();
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
      for (let batch; server === this.#server && connection.isUp && (batch = this.#next()).length > 0;) {
        const answers = await this.#ask(server, batch);
        if (server !== this.#server) return;
        this.#take(answers);
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

  async #ask(server, batch) {
    const slow = setTimeout(() => connection.notAnswering(), patience);
    let dead;
    try {
      const silence = new Promise((_, reject) => { dead = setTimeout(() => reject(new Error('silence')), giveUp); });
      return await Promise.race([server.invokeMethodAsync('SendAsync', batch.map(({ id, content }) => ({ id, content }))), silence]);
    } finally {
      clearTimeout(slow);
      clearTimeout(dead);
    }
  }

  #take(answers) {
    const stored = answers.filter(a => a.seq), refused = new Map(answers.filter(a => a.error && !passing.has(a.error)).map(a => [a.id, a.error]));
    const done = new Set(stored.map(a => a.id));
    for (const id of done) this.#own.delete(id);
    for (const [id, error] of refused) if (this.#own.has(id)) this.#own.set(id, { ...this.#own.get(id), error });
    // First what is stored, so that its bubble is held until the real one takes its place.
    for (const answer of stored) this.dispatchEvent(new CustomEvent('stored', { detail: answer }));
    if (done.size || refused.size) this.#change(items => items.filter(i => !done.has(i.id)).map(i => refused.has(i.id) ? { ...i, error: refused.get(i.id) } : i));
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

// crypto.randomUUID is there only on https and localhost.
function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = b[6] & 0x0f | 0x40;
  b[8] = b[8] & 0x3f | 0x80;
  const hex = [...b].map(x => x.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
