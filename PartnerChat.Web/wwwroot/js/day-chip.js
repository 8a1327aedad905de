// The day at the upper edge, while one scrolls and a second longer. Where the day's own line is in view nothing has to be said.
const stays = 1000;

export class DayChip {
  #list; #chip; #timer = 0;

  constructor(list, chip) { [this.#list, this.#chip] = [list, chip]; }

  scrolled() {
    const edge = this.#list.getBoundingClientRect().top;
    const day = [...this.#list.querySelectorAll('section.day')].findLast(section => section.getBoundingClientRect().top <= edge);
    const heading = day?.querySelector('h2');
    clearTimeout(this.#timer);
    if (!heading || heading.getBoundingClientRect().bottom > edge) return this.#hide();
    if (this.#chip.textContent !== heading.textContent) this.#chip.textContent = heading.textContent;
    this.#chip.dataset.shown = 'true';
    this.#timer = setTimeout(() => this.#hide(), stays);
  }

  dispose() { clearTimeout(this.#timer); }

  #hide() { delete this.#chip.dataset.shown; }
}
