// Draws what is in the outbox as bubbles at the end of the list, at once, without the server. The real bubble takes a pending one's place.
import { connection } from './connection.js';
import { text as word } from './texts.js';

const slowAfter = 3000, groupSpan = 3 * 60 * 1000;
// As the server's bubble will be, so that nothing jumps when it comes (BigEmoji.cs).
const bigEmoji = /^(?:\p{RGI_Emoji} *){1,3}$/v;
const refusals = { ended: 'Js.NotSentEnded' };

export class PendingBubbles {
  #list; #outbox; #stop = new AbortController(); #observer; #tick; #acknowledged = new Map();

  constructor(list, outbox) {
    this.#list = list;
    this.#outbox = outbox;
    const { signal } = this.#stop;
    outbox.addEventListener('change', () => this.draw(), { signal });
    outbox.addEventListener('stored', e => this.#hold(e.detail), { signal });
    connection.addEventListener('change', () => this.draw(), { signal });
    list.addEventListener('click', e => this.#press(e), { signal });
    this.#observer = new MutationObserver(() => this.draw());
    this.#observer.observe(list, { subtree: true, childList: true });
    this.#tick = setInterval(() => outbox.waiting.length && this.draw(), 1000);
    this.draw();
  }

  dispose() {
    this.#stop.abort();
    this.#observer.disconnect();
    clearInterval(this.#tick);
  }

  draw() {
    const place = this.#list.querySelector('[data-outbox]');
    if (!place) return;
    const isThere = id => this.#list.querySelector(`li[data-client-id="${id}"]`);
    for (const item of this.#outbox.items) if (isThere(item.id)) return this.#outbox.remove(item.id);
    const waiting = new Set(this.#outbox.items.map(i => i.id));
    const held = [...this.#acknowledged.values()].filter(i => !isThere(i.id) && !waiting.has(i.id));
    const items = [...held, ...this.#outbox.items];
    const wanted = new Set(items.map(i => i.id));
    for (const li of [...place.children]) if (!wanted.has(li.dataset.clientPending)) li.remove();
    let before = this.#lastReal();
    items.forEach((item, index) => {
      let li = [...place.children].find(c => c.dataset.clientPending === item.id);
      const isNew = !li;
      li ??= bubble(item);
      const first = !(before && item.at - before < groupSpan);
      before = item.at;
      this.#show(li, item, first, index === items.length - 1);
      if (place.children[index] !== li) place.insertBefore(li, place.children[index] ?? null);
      if (isNew) this.#list.dispatchEvent(new Event('own-message'));
    });
    this.#observer.takeRecords();
  }

  // Stored, and its real bubble is still on the way: the pending one stays until then.
  #hold({ id, seq }) {
    const shown = Number([...this.#list.querySelectorAll('li[data-seq]')].at(-1)?.dataset.seq ?? 0);
    const li = this.#list.querySelector(`[data-client-pending="${id}"]`);
    if (!li || seq <= shown) return;
    this.#acknowledged.set(id, { id, content: li.querySelector('.text').textContent, at: Number(li.dataset.at) });
    setTimeout(() => { this.#acknowledged.delete(id); this.draw(); }, 10000);
  }

  #lastReal() {
    const last = [...this.#list.querySelectorAll('li[data-seq]')].at(-1);
    return last?.dataset.side === 'own' ? Date.parse(last.querySelector('time').dateTime) : 0;
  }

  #show(li, item, first, last) {
    const slow = last && !item.error && Date.now() - item.at > slowAfter && connection.state !== 'live';
    const status = item.error ? 'failed' : 'sending';
    const why = item.error ? word(refusals[item.error] ?? 'Js.NotSentRefused') : slow ? word('Js.WaitingForLine') : '';
    const classes = ['msg', first && 'first', last && 'last', 'stamped', why && 'has-why', bigEmoji.test(item.content) && 'big'].filter(Boolean).join(' ');
    if (li.className !== classes) li.className = classes;
    if (li.dataset.status !== status) {
      li.dataset.status = status;
      li.querySelector('use').setAttribute('href', item.error ? '#t-failed' : '#t-sending');
      li.querySelector('.stamp .sr').textContent = word(item.error ? 'Js.NotSent' : 'Js.OnItsWay');
    }
    this.#explain(li, why, Boolean(item.error));
  }

  #explain(li, why, failed) {
    const old = li.querySelector('.why');
    if ((old?.dataset.why ?? '') === why) return;
    old?.remove();
    if (!why) return;
    const p = element('p', failed ? 'why' : 'why calm');
    p.dataset.why = why;
    p.append(element('span', '', why));
    if (failed) {
      p.setAttribute('role', 'alert');
      const actions = element('span');
      for (const [action, label] of [['retry', word('Js.TryAgain')], ['remove', word('Js.Remove')]]) {
        const button = element('button', 'text-button', label);
        button.type = 'button';
        button.dataset.action = action;
        actions.append(button);
      }
      p.append(' ', actions);
    }
    li.append(p);
  }

  #press(e) {
    const action = e.target.closest('[data-action]')?.dataset.action;
    const id = e.target.closest('[data-client-pending]')?.dataset.clientPending;
    if (!action || !id) return;
    // The pressed button goes away with its bubble.
    if (e.target === document.activeElement) this.#list.focus({ preventScroll: true });
    if (action === 'retry') this.#outbox.retry(id);
    else this.#outbox.remove(id);
  }
}

function bubble(item) {
  const li = element('li');
  Object.assign(li.dataset, { testid: 'message-bubble', messageId: item.id, clientPending: item.id, side: 'own', at: item.at });
  const box = element('div', 'bubble'), text = element('div', 'text', item.content);
  text.dataset.testid = 'message-text';
  text.dir = 'auto';
  box.append(element('span', 'sr', word('Js.You')), text);
  const stamp = element('div', 'stamp'), line = element('span', 'line');
  const tick = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  tick.setAttribute('class', 'tick');
  tick.setAttribute('aria-hidden', 'true');
  tick.append(document.createElementNS('http://www.w3.org/2000/svg', 'use'));
  line.append(tick, element('span', 'sr'));
  stamp.append(line);
  li.append(box, stamp);
  return li;
}

function element(name, className = '', text = null) {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text !== null) e.textContent = text;
  return e;
}
