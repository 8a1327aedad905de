// Where the list stands: at the end, which it follows, or at a message, which it keeps in its place whatever is put in, taken out or changes
// its height. All of it happens in the browser, after the change and before it is painted.
const slack = 16;

export class ScrollPlace {
  pinned = true;
  // Whether the next scroll event is of the page's own making.
  isOwnScroll = false;
  #list; #anchor = null; #lastTop = 0;

  constructor(list) { this.#list = list; }

  get rows() { return this.#list.querySelectorAll('li[data-seq]'); }
  get hasNewer() { return this.#list.dataset.hasNewer === 'true'; }
  get gap() { return this.#list.scrollHeight - this.#list.clientHeight - this.#list.scrollTop; }
  get anchorSeq() { return this.#anchor?.seq ?? null; }

  row(seq) { return this.#list.querySelector(`li[data-seq="${Number(seq)}"]`); }

  // Where something stands in the content, however it is scrolled: to the fraction of a pixel, as on a zoomed page.
  topOf(element) { return element.getBoundingClientRect().top - this.#list.getBoundingClientRect().top + this.#list.scrollTop; }

  // The first row that ends below a line of the content.
  rowBelow(line) {
    const rows = this.rows;
    let low = 0, high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.topOf(rows[middle]) + rows[middle].offsetHeight > line) high = middle;
      else low = middle + 1;
    }
    return rows[low] ?? null;
  }

  // After the page changed and before it is painted: back to where one was.
  settle() {
    // Somebody scrolled up, and something changed under their pointer before the event that says so.
    if (this.pinned && this.gap > slack && this.#list.scrollTop < this.#lastTop - 1) this.pinned = false;
    else if (this.pinned) this.#scroll(this.#list.scrollHeight);
    else {
      // Where it was taken back, the next one stands in for it.
      const held = this.#anchor && [this.#anchor, ...this.#anchor.next].find(anchor => this.row(anchor.seq));
      const moved = held ? this.topOf(this.row(held.seq)) - held.top : 0;
      // Where the content got shorter the browser has scrolled up already.
      const isCut = this.gap <= 1 && this.#list.scrollTop < this.#lastTop;
      if (Math.abs(moved) > 0.05) this.#scroll((isCut ? this.#lastTop : this.#list.scrollTop) + moved);
    }
    this.hold();
  }

  // Somebody scrolled, or the page itself did. What only grew below somebody who follows the end does not end that.
  scrolled() {
    const grew = this.pinned && this.gap > slack && this.#list.scrollTop >= this.#lastTop - 1;
    if (grew) this.#scroll(this.#list.scrollHeight);
    else this.pinned = this.gap <= slack && !this.hasNewer;
    this.hold();
  }

  // Notes the message that one looks at: the first that begins in view, or the one that fills it.
  hold() {
    const { scrollTop, clientHeight } = this.#list;
    this.#lastTop = scrollTop;
    let row = this.rowBelow(scrollTop);
    const next = row && this.topOf(row) < scrollTop ? this.rowBelow(this.topOf(row) + row.offsetHeight) : null;
    if (next && this.topOf(next) < scrollTop + clientHeight / 2) row = next;
    const rows = [...this.rows], at = rows.indexOf(row);
    const [first, ...others] = rows.slice(at, at + 4).map(r => ({ seq: Number(r.dataset.seq), top: this.topOf(r) }));
    this.#anchor = row && { ...first, view: first.top - scrollTop, next: others };
  }

  // As it was held: once taken out of the page, the list says that it is at 0.
  position() { return this.pinned || !this.#anchor ? { atEnd: true } : { atEnd: false, seq: this.#anchor.seq, top: this.#anchor.view }; }

  toEnd(smooth = false) {
    if (smooth && this.#isNear(this.#list.scrollHeight - this.#list.clientHeight)) {
      this.#list.scrollTo({ top: this.#list.scrollHeight, behavior: 'smooth' });
      return;
    }
    this.pinned = true;
    this.#scroll(this.#list.scrollHeight);
    this.hold();
  }

  // Puts an element that far below the upper edge of the view.
  put(element, below, smooth = false) {
    const to = Math.max(0, this.topOf(element) - below);
    this.pinned = false;
    if (smooth && this.#isNear(to)) {
      this.#list.scrollTo({ top: to, behavior: 'smooth' });
      return;
    }
    this.#scroll(to);
    this.stay();
  }

  // Somebody opened something, or was put somewhere: they are where they are, also at the end that grows under it.
  stay() {
    this.pinned = this.gap <= slack && !this.hasNewer;
    this.hold();
  }

  // Within one screen it may be seen moving.
  #isNear(top) { return Math.abs(top - this.#list.scrollTop) <= this.#list.clientHeight && !matchMedia('(prefers-reduced-motion: reduce)').matches; }

  #scroll(top) {
    const before = this.#list.scrollTop;
    this.#list.scrollTop = top;
    if (this.#list.scrollTop !== before) this.isOwnScroll = true;
  }
}
