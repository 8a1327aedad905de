// The settings page's own parts of the browser: its line, its language, its leave to notify.
import { connection } from '../../js/connection.js';
import { text } from '../../js/texts.js';

const answersWithin = 2000;

// Without a line nothing is stored, so nothing can be pressed. What was pressed when the line had gone and nobody knew is shown as pressed and
// was never heard: then the page is read again.
class SettingsSheet extends HTMLElement {
  #stop = null; #pressedAt = null; #wasAway = false;

  connectedCallback() {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    connection.addEventListener('change', () => this.#show(), { signal });
    this.addEventListener('change', e => { if (e.target.matches('[type=checkbox], [type=radio]')) this.#pressedAt = this.dataset.answers; }, { signal });
    queueMicrotask(() => this.#show());
  }

  disconnectedCallback() { this.#stop.abort(); }

  get #isUnanswered() { return this.#pressedAt === this.dataset.answers; }

  #show() {
    const isAway = !['live', 'starting'].includes(connection.state);
    const list = this.querySelector('.settings'), place = this.querySelector('[data-part="offline"]');
    if (list) list.inert = isAway;
    if (this.#wasAway && !isAway && this.#isUnanswered) setTimeout(() => this.isConnected && this.#isUnanswered && location.reload(), answersWithin);
    this.#wasAway = isAway;
    if (place) place.textContent = isAway ? text('Js.SettingsOffline') : '';
  }
}

class LanguageChoice extends HTMLElement {
  connectedCallback() {
    this.addEventListener('change', e => {
      const secure = location.protocol === 'https:' ? '; Secure' : '';
      document.cookie = `pc-lang=${e.target.value}; path=/; max-age=31536000; SameSite=Lax${secure}`;
      new BroadcastChannel('pc-language').postMessage('');
      location.reload();
    });
  }
}

class NotificationChoice extends HTMLElement {
  #isAnswered = false; #stop = null;

  connectedCallback() {
    this.#stop = new AbortController();
    // Before Blazor hears of it, which listens at the document.
    addEventListener('change', e => this.contains(e.target) && this.#ask(e), { capture: true, signal: this.#stop.signal });
    queueMicrotask(() => this.#explain());
  }

  disconnectedCallback() { this.#stop.abort(); }

  async #ask(e) {
    const input = e.target;
    if (this.#isAnswered || !input.checked || leave() === 'granted') return this.#explain();
    e.stopImmediatePropagation();
    const answer = leave() === 'default' ? await Notification.requestPermission() : leave();
    input.checked = answer === 'granted';
    if (input.checked) {
      this.#isAnswered = true;
      input.dispatchEvent(new Event('change', { bubbles: true }));
      this.#isAnswered = false;
    }

    this.#explain(true);
  }

  #explain(isPressed = false) {
    const input = this.querySelector('input'), why = this.querySelector('[data-part="why"]');
    if (!input) return;
    const isWanted = input.checked || isPressed;
    why.textContent = leave() === 'none' ? text('Js.NotifyNone')
      : leave() === 'denied' && isWanted ? text('Js.NotifyDenied')
      : leave() === 'default' && input.checked ? text('Js.NotifyAsk') : '';
  }
}

const leave = () => 'Notification' in window && isSecureContext ? Notification.permission : 'none';

customElements.define('settings-sheet', SettingsSheet);
customElements.define('language-choice', LanguageChoice);
customElements.define('notification-choice', NotificationChoice);
