// Says when the line is away, and when it is back. One line, never over the text.
import { connection } from './connection.js';
import { outboxOf } from './chat-room.js';
import { counted, text } from './texts.js';

const backFor = 3000;

class ConnectionBanner extends HTMLElement {
  #stop = null; #clock = 0; #away = false; #waiting = 0; #back = 0;

  connectedCallback() {
    this.#stop = new AbortController();
    queueMicrotask(() => this.isConnected && this.#attach());
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearInterval(this.#clock);
    clearTimeout(this.#back);
  }

  #attach() {
    const { signal } = this.#stop;
    this.outbox = outboxOf(this);
    connection.addEventListener('change', () => this.#show(), { signal });
    this.#part('action').addEventListener('click', () => connection.state === 'paused' ? connection.wake() : connection.tryNow(), { signal });
    this.#show();
  }

  #part(name) { return this.querySelector(`[data-part="${name}"]`); }

  #show() {
    const { state } = connection;
    clearInterval(this.#clock);
    if (state === 'live' || state === 'starting') return this.#end();
    this.#away = true;
    this.dataset.away = '';
    clearTimeout(this.#back);
    this.#waiting = this.outbox.waiting.length;
    if (state === 'offline') this.#lost(text('Js.Offline'), text('Js.OfflineMore'));
    else if (state === 'paused') this.#lost(text('Js.Paused'), text('Js.NothingLost'), text('Js.GoOn'));
    else {
      this.#announce(`${text('Js.Away')} ${text('Js.NothingLost')}`);
      this.#countDown();
      this.#clock = setInterval(() => this.#countDown(), 1000);
    }
  }

  #countDown() {
    this.#waiting = Math.max(this.#waiting, this.outbox.waiting.length);
    const seconds = Math.ceil((connection.retryAt - Date.now()) / 1000);
    this.#say(text('Js.Away'),
      `${seconds > 1 ? counted('Js.TryingIn', seconds) : text('Js.Trying')} ${text('Js.NothingLost')}`, seconds > 1 ? text('Js.TryNow') : null);
  }

  #end() {
    if (!this.#away) return;
    this.#away = false;
    delete this.dataset.away;
    const sent = Math.max(this.#waiting, this.outbox.waiting.length);
    const told = sent ? `${text('Js.Back')} ${counted('Js.GoOut', sent)}` : text('Js.Back');
    this.#say('', told);
    this.#announce('', told);
    this.#back = setTimeout(() => { this.hidden = true; }, backFor);
  }

  #lost(title, more, action) {
    this.#say(title, more, action);
    this.#announce(`${title} ${more}`);
  }

  #announce(lost, back = '') {
    for (const [name, value] of [['lost', lost], ['back', back]]) {
      const place = this.parentElement.querySelector(`[data-connection="${name}"]`);
      if (place.textContent !== value) place.textContent = value;
    }
  }

  #say(title, more, action = null) {
    const put = (name, value) => { const part = this.#part(name); if (part.textContent !== value) part.textContent = value; };
    put('title', title);
    put('text', more);
    put('action', action ?? '');
    this.#part('action').hidden = !action;
    this.hidden = false;
  }
}

customElements.define('connection-banner', ConnectionBanner);
