// The theme: kept in a cookie, so that the server's first paint is right.
class ThemeChoice extends HTMLElement {
  connectedCallback() {
    queueMicrotask(() => {
      const now = document.documentElement.dataset.theme ?? 'system';
      for (const radio of this.querySelectorAll('input')) {
        radio.checked = radio.value === now;
        radio.onchange = () => this.#use(radio.value);
      }
    });
  }

  #use(theme) {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `pc-theme=${theme === 'system' ? '' : theme}; path=/; max-age=${theme === 'system' ? 0 : 31536000}; SameSite=Lax${secure}`;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    document.querySelector('meta[name="color-scheme"]').content = theme === 'system' ? 'light dark' : theme;
  }
}

customElements.define('theme-choice', ThemeChoice);
