// Draws what is in the outbox as bubbles at the end of the list, at once, without the server. The real bubble takes a pending one's place.
import { connection } from './connection.js';
import { copy } from './copy.js';
import { text as word } from './texts.js';
import { UndoButtons } from './undo-buttons.js';
import { roomOf } from './chat-room.js';

const slowAfter = 3000, groupSpan = 3 * 60 * 1000;
// As the server's bubble will be, so that nothing jumps when it comes (BigEmoji.cs).
const bigEmoji = /^(?:\p{RGI_Emoji} *){1,3}$/v;
// Why it was refused, and what can be done then. The same again would be refused again.
const refusals = {
  ended: ['Js.NotSentEnded', 'copy', 'remove'],
  not_found: ['Js.NotSentNoReply', 'plain', 'remove'],
};
const refusedText = ['Js.NotSentRefused', 'copy', 'remove'];
const labels = { copy: 'Js.Copy', plain: 'Js.SendPlain', remove: 'Js.Remove' };

export class PendingBubbles {
  #list; #outbox; #undo; #stop = new AbortController(); #observer; #tick; #acknowledged = new Map();

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
    this.#undo = new UndoButtons(list, roomOf(list).undo);
  }

  dispose() {
    this.#undo.dispose();
    this.#stop.abort();
    this.#observer.disconnect();
    clearInterval(this.#tick);
  }

  draw() {
    const place = this.#list.querySelector('[data-outbox]');
    if (!place) return;
    const isThere = id => this.#list.querySelector(`li[data-client-id="${id}"]`);
    for (const item of this.#outbox.shown) if (isThere(item.id)) return this.#outbox.arrived(item);
    const waiting = new Set(this.#outbox.items.map(i => i.id));
    // What is taken back before its real bubble came never gets one.
    for (const { id } of this.#outbox.goingBack) this.#acknowledged.delete(id);
    const held = [...this.#acknowledged.values()].filter(i => !isThere(i.id) && !waiting.has(i.id));
    const items = [...held, ...this.#outbox.shown];
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
    if (!li || seq <= shown || this.#outbox.goingBack.some(i => i.id === id)) return;
    this.#acknowledged.set(id, { id, content: li.querySelector('.text').textContent, at: Number(li.dataset.at) });
    setTimeout(() => { this.#acknowledged.delete(id); this.draw(); }, 10000);
  }

  #lastReal() {
    const last = [...this.#list.querySelectorAll('li:is([data-seq], [data-notice])')].at(-1);
    return last?.dataset.side === 'own' ? Date.parse(last.querySelector('time').dateTime) : 0;
  }

  #show(li, item, first, last) {
    const slow = last && !item.error && Date.now() - item.at > slowAfter && connection.state !== 'live';
    const status = item.error ? 'failed' : 'sending';
    const [key, ...actions] = item.error ? refusals[item.error] ?? refusedText : [slow ? 'Js.WaitingForLine' : ''];
    const why = key && word(key);
    const classes = ['msg', first && 'first', last && 'last', 'stamped', why && 'has-why', bigEmoji.test(item.content) && 'big'].filter(Boolean).join(' ');
    if (li.className !== classes) li.className = classes;
    if (li.dataset.status !== status) {
      li.dataset.status = status;
      li.querySelector('use').setAttribute('href', item.error ? '#t-failed' : '#t-sending');
      li.querySelector('.stamp .sr').textContent = word(item.error ? 'Js.NotSent' : 'Js.OnItsWay');
    }
    this.#explain(li, why, actions);
  }

  #explain(li, why, actions) {
    const old = li.querySelector('.why');
    if ((old?.dataset.why ?? '') === why) return;
    old?.remove();
    if (!why) return;
    const p = element('p', actions.length ? 'why' : 'why calm');
    p.dataset.why = why;
    p.append(element('span', '', why));
    if (actions.length) {
      p.setAttribute('role', 'alert');
      const buttons = element('span');
      for (const action of actions) {
        const button = element('button', 'text-button', word(labels[action]));
        button.type = 'button';
        button.dataset.action = action;
        buttons.append(button);
      }
      p.append(' ', buttons);
    }
    li.append(p);
  }

  #press(e) {
    const action = e.target.closest('[data-action]')?.dataset.action;
    const li = e.target.closest('[data-client-pending]');
    if (!li) return;
    if (e.target.closest('.quote')) {
      e.preventDefault();
      this.#list.jumpTo?.({ id: new URL(e.target.closest('.quote').href).hash.slice(1), back: true });
    }
    if (!action) return;
    if (action === 'copy') return void this.#copy(e.target, li.querySelector('.text'));
    // The pressed button goes away with its bubble.
    if (e.target === document.activeElement) this.#list.focus({ preventScroll: true });
    if (action === 'plain') this.#outbox.retry(li.dataset.clientPending, { reply: undefined });
    else this.#outbox.remove(li.dataset.clientPending);
  }

  async #copy(button, text) {
    if (await copy(text.textContent, text)) button.textContent = word('Js.Copied');
  }
}

function bubble(item) {
  const li = element('li');
  Object.assign(li.dataset, { testid: 'message-bubble', messageId: item.id, clientPending: item.id, side: 'own', at: item.at });
  const box = element('div', 'bubble'), text = element('div', 'text', item.content);
  text.dataset.testid = 'message-text';
  text.dir = 'auto';
  box.append(element('span', 'sr', word('Js.You')), ...quoteOf(item.reply), text);
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

// As the server's will be.
function quoteOf(reply) {
  if (!reply) return [];
  const quote = element('a', 'quote'), name = element('b'), words = element('span', 'said', reply.text);
  quote.href = `/chat#${reply.id}`;
  words.dir = 'auto';
  name.append(element('bdi', '', reply.isOwn ? word('Js.QuoteOwn') : reply.name));
  quote.append(element('span', 'sr', word('Js.InAnswerTo')), name, words);
  return [quote];
}

function element(name, className = '', text = null) {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text !== null) e.textContent = text;
  return e;
}
