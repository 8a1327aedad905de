// What the user chose, as the server tells it (LiveSettings.razor): put on the page at once, and into cookies, so that the next page is right from
// its first paint.
const year = 31536000;

class LiveSettings extends HTMLElement {
  static observedAttributes = ['data-theme', 'data-send-key', 'data-notify'];

  connectedCallback() { this.#apply(); }

  attributeChangedCallback() { if (this.isConnected) this.#apply(); }

  #apply() {
    const { theme, sendKey, notify } = this.dataset, root = document.documentElement.dataset;
    if (notify) root.notify = notify;
    if (sendKey) {
      keep('pc-send-key', sendKey === 'enter' ? '' : sendKey);
      if (sendKey === 'enter') delete root.sendKey;
      else root.sendKey = sendKey;
    }

    if (!theme) return;
    keep('pc-theme', theme === 'system' ? '' : theme);
    if (theme === 'system') delete root.theme;
    else root.theme = theme;
    document.querySelector('meta[name="color-scheme"]').content = theme === 'system' ? 'light dark' : theme;
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      const isDark = theme === 'system' ? (meta.media || '(prefers-color-scheme: dark)').includes('dark') && (Boolean(meta.media) || matchMedia('(prefers-color-scheme: dark)').matches) : theme === 'dark';
      meta.content = isDark ? '#13141B' : '#EEEFF3';
    }
  }
}

function keep(name, value) {
  const known = document.cookie.split('; ').find(c => c.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  if (known === value) return;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${name}=${value}; path=/; max-age=${value ? year : 0}; SameSite=Lax${secure}`;
}

customElements.define('live-settings', LiveSettings);

// Another page of this browser's chose another language: words come with the page.
new BroadcastChannel('pc-language').addEventListener('message', () => location.reload());
