// The conversation has ended. What this browser still kept to be sent says so, and can be copied; nothing of it goes out any more.
import { roomOf } from './chat-room.js';

const spokenAfter = 150;

class ConversationEnd extends HTMLElement {
  connectedCallback() { queueMicrotask(() => this.isConnected && this.#attach()); }

  #attach() {
    const { outbox, draft, editing, undo } = roomOf(this);
    const words = [editing.target && editing.target.text !== editing.target.original ? editing.target.text : '', draft.takeAll()];
    editing.end();
    undo.forgetAll();
    outbox.end(words.filter(text => text.trim() !== ''));
    const title = this.querySelector('.title');
    // The box had the focus, and went.
    if (document.activeElement === document.body) title.focus({ preventScroll: true });
    // What is there as it comes is not heard.
    setTimeout(() => { this.querySelector('[data-part="said"]').textContent = title.textContent; }, spokenAfter);
  }
}

customElements.define('conversation-end', ConversationEnd);
