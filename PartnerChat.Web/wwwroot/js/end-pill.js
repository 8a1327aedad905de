// The pill over the box: back to where a quote was pressed, to the divider, to the end; it says how much is new.
import { counted, text } from './texts.js';

export class EndPill {
  #list; #place; #jumps; #pill; #toDivider = false;

  constructor(list, place, jumps, pill, signal) {
    [this.#list, this.#place, this.#jumps, this.#pill] = [list, place, jumps, pill];
    pill.addEventListener('click', () => this.#press(), { signal });
    list.addEventListener('jumped', () => this.show(), { signal });
  }

  show() {
    const unread = Number(this.#list.dataset.unread), isBack = this.#jumps.canGoBack;
    this.#toDivider = this.#isDividerBelow(unread);
    const isNear = !this.#place.hasNewer && this.#place.gap < this.#list.clientHeight / 2;
    if (this.#place.pinned) this.#jumps.forget();
    this.#pill.hidden = this.#place.pinned || isNear && unread === 0 && !isBack;
    const label = isBack ? text('Js.JumpBack') : unread > 0 ? counted('Js.New', unread) : text('Js.ToTheEnd');
    const part = this.#pill.querySelector('[data-part="count"]'), icon = isBack ? '#i-left' : '#i-down', use = this.#pill.querySelector('use');
    if (part.textContent !== label) part.textContent = label;
    if (use.getAttribute('href') !== icon) use.setAttribute('href', icon);
  }

  #isDividerBelow(unread) {
    const divider = this.#list.querySelector('[data-testid="unread-divider"]');
    if (divider) return this.#place.topOf(divider) > this.#list.scrollTop + this.#list.clientHeight;
    return unread > 0 && Number(this.#list.dataset.divider) > Number([...this.#place.rows].at(-1)?.dataset.seq);
  }

  #press() {
    if (this.#jumps.canGoBack) this.#jumps.back();
    else if (this.#toDivider) this.#jumps.divider();
    else this.#jumps.end();
  }
}
