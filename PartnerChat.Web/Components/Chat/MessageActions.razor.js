// What one does to a message, for all bubbles at once: they have no handlers of their own, and may come and go.
import { connectServer } from '../../js/message-server.js';
import { watchGestures } from '../../js/message-gestures.js';
import { watchKeys } from '../../js/message-keys.js';
import { watchLong } from '../../js/message-long.js';
import { watchTools } from '../../js/message-tools.js';

// The circuit that takes over puts a new element in the old one's place.
class MessageActions extends HTMLElement {
  #server = null;

  connect(server) {
    this.#server = server;
    this.dataset.live = 'true';
    connectServer(server);
  }

  disconnectedCallback() {
    if (this.#server) connectServer(null);
    this.#server = null;
  }
}

customElements.define('message-actions', MessageActions);
watchLong();
watchKeys();
watchGestures();
watchTools();

export const connect = (element, server) => element.connect(server);
