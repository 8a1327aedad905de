// The search: whether it is open, what stands in its field and where the focus is are the browser's. A round trip comes when one stops typing.
import { connection } from '../../../js/connection.js';
import { markFound } from '../../../js/found-words.js';

const pause = 250, nearEnd = 240;
const besideTheChat = matchMedia('(min-width: 68rem)');
const elsewhere = '.chat-top, .conversation, .chat-foot';

// What survives when Blazor puts a new element in the old one's place.
const kept = { open: false, focused: false, words: '', back: null };

class SearchPanel extends HTMLElement {
  #stop = null; #server = null; #timer = 0; #missed = false; #pressedFrom = null;

  connectedCallback() {
    this.#stop = new AbortController();
    queueMicrotask(() => this.isConnected && this.#attach());
  }

  disconnectedCallback() {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#server = null;
  }

  connect(server) {
    this.#server = server;
    this.dataset.live = 'true';
    // What was typed before the circuit came, or what another circuit knew.
    if (kept.words) this.#ask();
  }

  #attach() {
    const { signal } = this.#stop;
    const on = (target, event, handler) => target.addEventListener(event, handler, { signal });
    this.field = this.querySelector('input');
    this.field.value ||= kept.words;
    kept.words = this.field.value;
    on(this.field, 'input', e => this.#typed(e.isComposing));
    on(this.field, 'compositionend', () => this.#typed(false));
    on(this, 'focusin', () => { kept.focused = true; });
    on(this, 'focusout', () => queueMicrotask(() => { if (this.isConnected) kept.focused = this.contains(document.activeElement); }));
    on(this, 'keydown', e => this.#key(e));
    on(this, 'click', e => this.#click(e));
    on(this, 'scroll', () => this.#nearEnd());
    on(document, 'pointerdown', e => { if (e.target.closest('[data-search-open]')) this.#pressedFrom = document.activeElement; });
    on(document, 'click', e => this.#clickElsewhere(e));
    on(document, 'keydown', e => this.#slash(e));
    on(besideTheChat, 'change', () => this.#lay());
    on(connection, 'change', () => this.#line());
    this.hidden = !kept.open;
    this.#lay();
    this.#line();
    if (kept.open && kept.focused) this.field.focus({ preventScroll: true });
  }

  open(from) {
    if (!kept.open) kept.back = from ?? document.activeElement;
    kept.open = true;
    this.hidden = false;
    this.#lay();
    this.field.focus({ preventScroll: true });
    this.field.select();
    this.#line();
  }

  close(withFocus = true) {
    const { back } = kept;
    Object.assign(kept, { open: false, focused: false, back: null });
    this.hidden = true;
    this.#lay();
    if (!withFocus) return;
    const to = back?.isConnected && back !== document.body ? back : document.querySelector('message-list');
    to?.focus({ preventScroll: true });
  }

  // Over the chat nothing else can be reached; beside it everything can.
  #lay() {
    const isOver = kept.open && !besideTheChat.matches;
    for (const part of document.querySelectorAll(elsewhere)) part.inert = isOver;
    this.setAttribute('role', isOver ? 'dialog' : 'search');
    if (isOver) this.setAttribute('aria-modal', 'true');
    else this.removeAttribute('aria-modal');
    for (const button of document.querySelectorAll('[data-search-open]')) button.setAttribute('aria-expanded', String(kept.open));
  }

  #typed(isComposing) {
    kept.words = this.field.value;
    clearTimeout(this.#timer);
    if (!isComposing) this.#timer = setTimeout(() => this.#ask(), pause);
  }

  async #ask() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#missed = true;
    if (!this.#server || !connection.isUp) return this.#line();
    this.#missed = false;
    try {
      await this.#server.invokeMethodAsync('SearchAsync', kept.words);
    } catch {
      this.#missed = true;
    }
    this.#line();
  }

  #line() {
    const isUp = connection.isUp || connection.state === 'starting';
    const away = this.querySelector('[data-away]');
    const words = isUp || !kept.open ? '' : this.querySelector('[data-away-text]').textContent;
    if (away.textContent !== words) away.textContent = words;
    if (connection.isUp && this.#missed && this.#server) this.#ask();
  }

  #key(e) {
    if (e.isComposing || e.keyCode === 229) return;
    const hits = [...this.querySelectorAll('.hit')], at = hits.indexOf(document.activeElement);
    if (e.key === 'Escape') this.close();
    else if (e.key === 'ArrowDown' && at < hits.length - 1) hits[at + 1].focus();
    else if (e.key === 'ArrowDown' && at >= 0) this.querySelector('[data-more]')?.click();
    else if (e.key === 'ArrowUp' && at >= 0) (hits[at - 1] ?? this.field).focus();
    else if ((e.key === 'Home' || e.key === 'End') && at >= 0) hits.at(e.key === 'Home' ? 0 : -1).focus();
    else if (e.key === 'Enter' && e.target === this.field) {
      if (this.#timer || this.#missed) this.#ask();
      else if (hits.length > 0) this.#jump(hits[0]);
    } else return;
    e.preventDefault();
    e.stopPropagation();
  }

  #click(e) {
    if (e.target.closest('[data-close]')) return this.close();
    const hit = e.target.closest('.hit');
    if (hit) this.#jump(hit);
    // By keyboard: the button may go, and what comes next stands after the last one.
    else if (e.target.closest('[data-more]') && e.detail === 0 && e.isTrusted) [...this.querySelectorAll('.hit')].at(-1)?.focus();
  }

  #clickElsewhere(e) {
    if (e.target.closest('[data-search-open]')) {
      if (kept.open) this.close();
      else this.open(this.#pressedFrom);
      this.#pressedFrom = null;
    } else if (kept.open && !besideTheChat.matches && e.target.classList.contains('chat')) this.close();
  }

  #slash(e) {
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.defaultPrevented) return;
    if (e.target.closest('input, textarea, select, [contenteditable]') || document.querySelector('dialog[open]')) return;
    e.preventDefault();
    this.open();
  }

  #nearEnd() {
    if (this.scrollHeight - this.clientHeight - this.scrollTop < nearEnd) this.querySelector('[data-more][aria-disabled="false"]')?.click();
  }

  async #jump(hit) {
    for (const other of this.querySelectorAll('.hit[aria-current]')) other.removeAttribute('aria-current');
    hit.setAttribute('aria-current', 'true');
    if (!besideTheChat.matches) this.close(false);
    const id = hit.dataset.messageId;
    await document.querySelector('message-list')?.jumpTo?.({ id });
    markFound(id, [...hit.querySelectorAll('mark')].map(mark => mark.textContent));
  }
}

customElements.define('search-panel', SearchPanel);

export const connect = (panel, server) => panel.connect(server);
