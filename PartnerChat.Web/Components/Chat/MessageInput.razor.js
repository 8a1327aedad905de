// The box. The browser owns it: no round trip a key, the draft survives everything, Enter during an IME composition never sends.
import { lengthOf, maxLength, problemWith } from '../../js/content-rule.js';
import { connection } from '../../js/connection.js';
import { accountOf, outboxOf } from '../../js/chat-room.js';
import { number, text as word } from '../../js/texts.js';

const countFrom = 4500, typingEvery = 3000, draftPause = 300;

// What survives when Blazor puts a new element in the old one's place: nothing of this is the element's own.
const kept = { focused: false, selection: [0, 0] };

class MessageComposer extends HTMLElement {
  #stop = null; #server = null; #typedAt = 0; #draftTimer = 0; #composedAt = 0; #drafted = '';

  connectedCallback() {
    this.#stop = new AbortController();
    // Blazor puts the content in after the element; by the next microtask it is all there.
    queueMicrotask(() => this.isConnected && this.#attach());
  }

  disconnectedCallback() {
    // The element that takes this one's place reads the draft in a moment: what was just typed has to be in it.
    if (this.box && !this.#stop.signal.aborted) this.#keepDraft();
    this.#stop.abort();
    this.#server = null;
    if (this.box) this.outbox.connect(null);
  }

  connect(server) {
    this.#server = server;
    this.outbox.connect(server);
  }

  #attach() {
    const { signal } = this.#stop;
    this.box = this.querySelector('textarea');
    this.button = this.querySelector('[type="submit"]');
    this.problem = this.querySelector('[data-part="problem"]');
    this.left = this.querySelector('[data-part="left"]');
    this.outbox = outboxOf(this);
    this.draftKey = `pc:draft:${accountOf(this)}`;
    // What was typed before this script ran is newer than the draft.
    try { this.#drafted = localStorage.getItem(this.draftKey) ?? ''; } catch { /* storage is forbidden: there is no draft */ }
    if (this.box.value === '') this.box.value = this.#drafted;
    this.#look();
    if (kept.focused || matchMedia('(hover: hover) and (pointer: fine)').matches && document.activeElement?.closest('input, button, a, [tabindex="0"]') === null) this.#takeFocus();

    const on = (target, event, handler) => target.addEventListener(event, handler, { signal });
    on(this.box, 'input', () => this.#changed());
    on(this.box, 'keydown', e => this.#key(e));
    // Safari ends the composition before it tells of the Enter that ended it.
    on(this.box, 'compositionend', e => { this.#composedAt = e.timeStamp; });
    on(this.box, 'focus', () => { kept.focused = true; });
    on(this.box, 'blur', () => queueMicrotask(() => { if (this.isConnected) kept.focused = false; }));
    on(document, 'selectionchange', () => { if (document.activeElement === this.box) kept.selection = [this.box.selectionStart, this.box.selectionEnd]; });
    on(this.querySelector('form'), 'submit', e => { e.preventDefault(); this.#send(); });
    on(this.button, 'pointerdown', e => e.preventDefault());
    on(window, 'pagehide', () => this.#keepDraft());
    on(document, 'visibilitychange', () => this.#keepDraft());
    on(document, 'signing-out', () => { clearTimeout(this.#draftTimer); this.#stop.abort(); });
  }

  #takeFocus() {
    this.box.focus({ preventScroll: true });
    if (kept.focused) this.box.setSelectionRange(...kept.selection);
    else this.box.setSelectionRange(this.box.value.length, this.box.value.length);
    kept.focused = true;
  }

  #key(e) {
    if (e.key !== 'Enter' || e.shiftKey || e.altKey || e.isComposing || e.keyCode === 229 || e.timeStamp - this.#composedAt < 50) return;
    e.preventDefault();
    this.#send();
  }

  #send() {
    const text = this.box.value;
    const problem = problemWith(text);
    if (problem) return this.#tell(problem);
    this.box.value = '';
    this.#keepDraft();
    this.#look();
    this.#typedAt = 0;
    this.outbox.add(text);
    this.box.focus({ preventScroll: true });
  }

  #changed() {
    this.#look();
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => this.#keepDraft(), draftPause);
    if (this.box.value.trim() === '') return this.#typing(false);
    if (Date.now() - this.#typedAt >= typingEvery) this.#typing(true);
  }

  #typing(isTyping) {
    if (!isTyping && this.#typedAt === 0) return;
    this.#typedAt = isTyping ? Date.now() : 0;
    if (connection.isUp) this.#server?.invokeMethodAsync('SetTyping', isTyping).catch(() => { /* never stored, never retried */ });
  }

  #look() {
    const text = this.box.value;
    const length = text.length < countFrom ? 0 : lengthOf(text);
    this.#tell(length > maxLength ? problemWith(text) : '');
    this.left.textContent = length >= countFrom && length <= maxLength ? word('Js.Left', number(maxLength - length)) : '';
    this.button.classList.toggle('lit', text.trim() !== '' && length <= maxLength);
    if (!CSS.supports('field-sizing', 'content')) {
      this.box.style.blockSize = 'auto';
      this.box.style.blockSize = `${this.box.scrollHeight}px`;
    }
  }

  #tell(problem) {
    if (this.problem.textContent === problem) return;
    this.problem.textContent = problem;
    if (problem) this.box.setAttribute('aria-invalid', 'true');
    else this.box.removeAttribute('aria-invalid');
  }

  #keepDraft() {
    clearTimeout(this.#draftTimer);
    // Not what this tab did not change: another of the same account may have sent it, or written on.
    if (this.box.value === this.#drafted) return;
    this.#drafted = this.box.value;
    try {
      if (this.box.value) localStorage.setItem(this.draftKey, this.box.value);
      else localStorage.removeItem(this.draftKey);
    } catch { /* storage is full or forbidden: the text is still in the box */ }
  }
}

customElements.define('message-composer', MessageComposer);

export const connect = (composer, server) => composer.connect(server);
