// The box. The browser owns it: no round trip a key, what was typed survives everything, Enter during an IME composition never sends.
import { ComposerContext, replyOf, withoutDeleted } from '../../js/composer-context.js';
import { lengthOf, maxLength, problemWith, trim } from '../../js/content-rule.js';
import { connection } from '../../js/connection.js';
import { pickEmoji } from '../../js/emoji-picker.js';
import { EditSaver } from '../../js/edit-saver.js';
import { roomOf } from '../../js/chat-room.js';
import { insertText } from '../../js/insert-text.js';
import { enterSends, isMac, isOfComposition, isSending, isTouchOnly, needsCtrl, onSendKeyChange } from '../../js/send-key.js';
import { number, text as word } from '../../js/texts.js';
import { Typing } from '../../js/typing.js';

const countFrom = 4500;

// What survives when Blazor puts a new element in the old one's place: nothing of this is the element's own.
const kept = { focused: false, selection: [0, 0] };

class MessageComposer extends HTMLElement {
  #stop = null; #server = null; #composedAt = -Infinity; #isUntouched = true; #typing; #context; #saver;

  connectedCallback() {
    this.#stop = new AbortController();
    // Blazor puts the content in after the element; by the next microtask it is all there.
    queueMicrotask(() => this.isConnected && this.#attach());
  }

  disconnectedCallback() {
    this.#stop.abort();
    this.#server = null;
    if (this.box) this.room.outbox.connect(null);
  }

  connect(server) {
    this.#server = server;
    this.dataset.live = 'true';
    this.room.outbox.connect(server);
    this.#saver.goOn();
  }

  #attach() {
    const { signal } = this.#stop;
    this.box = this.querySelector('textarea');
    this.button = this.querySelector('[type="submit"]');
    this.room = roomOf(this);
    this.#context = new ComposerContext(this.querySelector('.composer-context'));
    this.#typing = new Typing(isTyping => this.#call('SetTyping', isTyping)?.catch(() => { /* never stored, never retried */ }));
    this.#saver = new EditSaver(this.room.editing, (...call) => this.#call(...call), signal);
    // What was typed before this script ran is newer than the draft.
    if (this.box.value !== '' && this.box.value !== this.room.editing.target?.text) this.room.draft.set(this.box.value);
    this.#show();
    if (kept.focused || matchMedia('(hover: hover) and (pointer: fine)').matches && document.activeElement?.closest('input, button, a, [tabindex="0"]') === null) this.#takeFocus();

    const on = (target, event, handler) => target.addEventListener(event, handler, { signal });
    on(this.box, 'input', () => this.#changed());
    on(this, 'keydown', e => this.#key(e));
    on(this.box, 'compositionend', e => { this.#composedAt = e.timeStamp; });
    on(this.box, 'focus', () => { kept.focused = true; });
    on(this.box, 'blur', () => queueMicrotask(() => { if (this.isConnected) kept.focused = false; }));
    on(document, 'selectionchange', () => { if (document.activeElement === this.box) kept.selection = [this.box.selectionStart, this.box.selectionEnd]; });
    on(this.querySelector('form'), 'submit', e => { e.preventDefault(); this.#submit(); });
    on(this.button, 'pointerdown', e => e.preventDefault());
    on(this.querySelector('[data-part="cancel"]'), 'click', () => this.#cancel());
    on(this.querySelector('.emoji'), 'click', e => this.#pickEmoji(e.currentTarget));
    on(document, 'compose-reply', e => this.#reply(e.detail));
    on(document, 'compose-edit', e => this.#edit(e.detail.id, e.detail.text));
    on(document, 'signing-out', () => this.#stop.abort());
    on(this.room.draft, 'change', () => this.#show());
    on(this.room.undo, 'taken-back', e => this.#takeBack(e.detail));
    on(this.room.undo, 'not-taken-back', () => this.#tell(word('Js.NotTakenBack')));
    on(this.#saver, 'saved', e => this.#saved(e.detail));
    on(this.#saver, 'waiting', () => this.#note(word('Js.EditWaits')));
    on(this.#saver, 'refused', e => this.#tell(e.detail));
    onSendKeyChange(() => this.#label(), signal);
  }

  #call(method, ...values) { return this.#server && connection.isUp ? this.#server.invokeMethodAsync(method, ...values) : null; }

  // Puts into the box what it is for now. What is there already stays, with its caret and its own undoing.
  #show() {
    const { target } = this.room.editing;
    const text = target?.text ?? this.room.draft.text;
    if (this.box.value !== text) this.box.value = text;
    this.#showContext();
    this.#label();
    this.#look();
    if (target?.waits) this.#note(word('Js.EditWaits'));
  }

  #showContext() {
    const { draft, editing } = this.room;
    const reply = withoutDeleted(draft.reply);
    if (reply !== draft.reply) draft.set(draft.text, reply);
    this.#context.show(editing.target, reply);
  }

  #label() {
    this.box.enterKeyHint = enterSends() ? 'send' : 'enter';
    const isEdit = Boolean(this.room.editing.target);
    this.button.setAttribute('aria-label', word(isEdit ? 'Js.Save' : 'Js.Send'));
    this.button.setAttribute('aria-keyshortcuts', enterSends() ? 'Enter' : isMac ? 'Meta+Enter' : 'Control+Enter');
    this.button.title = needsCtrl() && !isTouchOnly() ? this.#ctrlHint() : '';
  }

  #ctrlHint() { return word(this.room.editing.target ? 'Js.CtrlEnterSaves' : 'Js.CtrlEnterSends', isMac ? '⌘' : word('Js.Ctrl')); }

  #takeFocus() {
    this.box.focus({ preventScroll: true });
    if (kept.focused) this.box.setSelectionRange(...kept.selection);
    else this.#toTheEnd();
    kept.focused = true;
  }

  #toTheEnd() {
    this.box.focus({ preventScroll: true });
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
  }

  #key(e) {
    const isInBox = e.target === this.box, isPlain = !(e.shiftKey || e.altKey || e.ctrlKey || e.metaKey);
    if (isOfComposition(e, this.#composedAt)) return;
    if (isInBox && isSending(e, this.#composedAt)) this.#submit();
    else if (e.key === 'Escape' && isPlain && (this.room.editing.target || this.room.draft.reply)) this.#cancel();
    else if (isInBox && e.key === 'ArrowUp' && isPlain && this.box.value === '' && !this.room.editing.target) this.#editLast();
    else if (isInBox && this.#isUndoing(e)) this.room.undo.takeBack(this.room.undo.last);
    else return;
    e.preventDefault();
  }

  // Where nothing was typed since, there is nothing of the box's own to undo.
  #isUndoing(e) {
    return e.key?.toLowerCase() === 'z' && (e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey
      && this.box.value === '' && this.#isUntouched && this.room.undo.last !== null;
  }

  #submit() {
    const text = this.box.value;
    const { editing, draft, outbox } = this.room;
    if (editing.target && trim(text) === '') return this.#tell(word('Js.EditEmpty'));
    if (editing.target && trim(text) === editing.target.original) return this.#cancel();
    const problem = problemWith(text);
    if (problem) return this.#tell(problem);
    if (editing.target) return this.#saver.save(trim(text));
    outbox.add(text, withoutDeleted(draft.reply));
    draft.clear();
    this.#typing.sent();
    this.#isUntouched = true;
    this.#show();
    this.box.focus({ preventScroll: true });
  }

  #reply(message) {
    this.room.editing.end();
    this.room.draft.set(this.room.draft.text, replyOf(message));
    this.#show();
    this.#toTheEnd();
  }

  #edit(id, text) {
    this.room.draft.keep();
    this.#typing.stop();
    this.room.editing.begin(id, text);
    this.#show();
    this.#toTheEnd();
  }

  async #editLast() {
    const last = await this.#call('FindEditableAsync')?.catch(() => null);
    if (last && this.isConnected && this.box.value === '' && !this.room.editing.target) this.#edit(last.id, last.content);
  }

  // The edit first: an answer that was begun before it is still there.
  #cancel() {
    if (this.room.editing.target) this.room.editing.end();
    else this.room.draft.set(this.room.draft.text, null);
    this.#show();
    this.#toTheEnd();
  }

  #saved({ id, isDone }) {
    const { clientId } = document.querySelector(`li[data-message-id="${CSS.escape(id)}"]`)?.dataset ?? {};
    if (clientId) this.room.undo.forget(clientId);
    if (isDone) this.#show();
    this.#say(word('Js.Saved'));
  }

  // Back into the box, if there is nothing in it that it would push out.
  #takeBack({ content, reply, isGone }) {
    const { draft, editing } = this.room;
    const comesBack = draft.isEmpty;
    if (comesBack) draft.set(content, reply);
    this.#isUntouched = true;
    if (comesBack && !editing.target) {
      this.#show();
      this.#toTheEnd();
    }
    const isLate = !isGone && !connection.isUp;
    if (isLate) this.#note(word('Js.TakenBackLater'));
    this.#say(word(isLate ? 'Js.TakenBackLater' : comesBack ? 'Js.TakenBackIntoBox' : 'Js.TakenBack'));
  }

  async #pickEmoji(button) {
    const emoji = await pickEmoji(button);
    if (emoji && this.isConnected) insertText(this.box, emoji);
  }

  #changed() {
    this.#isUntouched = false;
    const text = this.box.value;
    if (this.room.editing.target) this.room.editing.write(text);
    else {
      this.room.draft.set(text);
      this.#typing.look(text);
      this.#showContext();
    }
    this.#look();
  }

  #look() {
    const text = this.box.value;
    const length = text.length < countFrom ? 0 : lengthOf(text);
    this.#tell(length > maxLength ? problemWith(text) : '');
    this.#note(needsCtrl() && !isTouchOnly() && text.includes('\n') ? this.#ctrlHint() : '');
    this.#part('left').textContent = length >= countFrom && length <= maxLength ? word('Js.Left', number(maxLength - length)) : '';
    this.button.classList.toggle('lit', text.trim() !== '' && length <= maxLength);
    if (!CSS.supports('field-sizing', 'content')) {
      this.box.style.blockSize = 'auto';
      this.box.style.blockSize = `${this.box.scrollHeight}px`;
    }
  }

  #part(name) { return this.querySelector(`[data-part="${name}"]`); }

  #tell(problem) {
    const place = this.#part('problem');
    if (place.textContent === problem) return;
    place.textContent = problem;
    if (problem) this.box.setAttribute('aria-invalid', 'true');
    else this.box.removeAttribute('aria-invalid');
  }

  #note(text) {
    if (this.#part('note').textContent !== text) this.#part('note').textContent = text;
  }

  // The same words again would be no change, and not be heard.
  #say(text) {
    const place = this.#part('said');
    place.textContent = place.textContent === text ? `${text}\u00A0` : text;
  }
}

customElements.define('message-composer', MessageComposer);

export const connect = (composer, server) => composer.connect(server);
