// Leads to a day: a native field in a native popover, from the first message's day to the last one's.
class DateTool extends HTMLElement {
  connectedCallback() {
    queueMicrotask(() => {
      const form = this.querySelector('form');
      if (!form || this.form === form) return;
      this.form = form;
      form.addEventListener('submit', e => { e.preventDefault(); this.#go(); });
      this.addEventListener('toggle', e => e.newState === 'open' && this.#opened());
    });
  }

  get #list() { return document.querySelector('message-list'); }
  get #field() { return this.form.querySelector('input'); }

  async #opened() {
    this.#field.value = this.#list.day ?? '';
    this.#field.focus();
    const { first, last } = await this.#list.span();
    if (first) this.#field.min = first;
    if (last) this.#field.max = last;
  }

  #go() {
    this.hidePopover();
    this.#list.jumpTo({ date: this.#field.value });
  }
}

// From the menu, which goes away: a popover opened by one within it would stand beside it.
document.addEventListener('click', e => {
  if (!e.target.closest('[data-open-date]')) return;
  e.target.closest('[popover]').hidePopover();
  document.querySelector('date-tool').showPopover();
});

customElements.define('date-tool', DateTool);
