// The page's title, and how much is unread before it and on the icon: for a tab that is one of many.
const patience = 1000;

export class UnreadTitle {
  #list; #unread = 0; #wanted = 0; #timer = 0; #icon = document.querySelector('link[rel="icon"]');

  constructor(list) {
    this.#list = list;
  }

  // Whoever is here reads it in a moment: for them a title that comes and goes would only flicker.
  show(unread) {
    if (unread === this.#wanted) return this.#write();
    this.#wanted = unread;
    const isHere = document.visibilityState === 'visible' && document.hasFocus();
    clearTimeout(this.#timer);
    if (unread > this.#unread && isHere) this.#timer = setTimeout(() => this.#set(unread), patience);
    else this.#set(unread);
  }

  dispose() {
    this.#set(0);
    clearTimeout(this.#timer);
  }

  #set(unread) {
    this.#unread = unread;
    this.#write();
  }

  #write() {
    const { title } = this.#list.dataset;
    const shown = this.#unread ? `(${this.#unread}) ${title}` : title;
    if (document.title !== shown) document.title = shown;
    const icon = this.#unread ? 'favicon-unread.svg' : 'favicon.svg';
    if (this.#icon.getAttribute('href') !== icon) this.#icon.setAttribute('href', icon);
  }
}
