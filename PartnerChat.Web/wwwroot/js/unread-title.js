// How much is unread, before the title and on the icon: for a tab that is one of many.
const patience = 1000;

export class UnreadTitle {
  #unread = 0; #wanted = 0; #timer = 0; #icon = document.querySelector('link[rel="icon"]'); #changes = new MutationObserver(() => this.#write());

  constructor() {
    this.#changes.observe(document.head, { subtree: true, childList: true, characterData: true });
  }

  // Whoever is here reads it in a moment: for them a title that comes and goes would only flicker.
  show(unread) {
    if (unread === this.#wanted) return;
    this.#wanted = unread;
    const isHere = document.visibilityState === 'visible' && document.hasFocus();
    clearTimeout(this.#timer);
    if (unread > this.#unread && isHere) this.#timer = setTimeout(() => this.#set(unread), patience);
    else this.#set(unread);
  }

  dispose() {
    this.#set(0);
    clearTimeout(this.#timer);
    this.#changes.disconnect();
  }

  #set(unread) {
    this.#unread = unread;
    this.#write();
  }

  // Into the text that is there: the page's own title is Blazor's, which holds on to that text.
  #write() {
    const text = document.querySelector('title')?.firstChild;
    if (text) {
      const plain = text.data.replace(/^\(\d+\) /, '');
      const title = this.#unread ? `(${this.#unread}) ${plain}` : plain;
      if (text.data !== title) text.data = title;
    }

    const icon = this.#unread ? 'favicon-unread.svg' : 'favicon.svg';
    if (this.#icon.getAttribute('href') !== icon) this.#icon.setAttribute('href', icon);
  }
}
