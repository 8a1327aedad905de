// One's own message that is in the box to be changed. It is this tab's alone, survives a reload, and leaves the draft as it was.
export class Editing {
  #key;

  // { id, original, text, waits }: as it was, as it is by now, and whether it was to be saved and could not yet. Null when nothing is edited.
  target = null;

  constructor(account) {
    this.#key = `pc:edit:${account}`;
    try { this.target = JSON.parse(sessionStorage.getItem(this.#key)); } catch { /* storage is forbidden: it lasts as long as the page */ }
  }

  begin(id, original, text = original) { this.#keep({ id, original, text, waits: false }); }

  write(text) { this.#keep({ ...this.target, text, waits: false }); }

  wait(waits) { this.#keep({ ...this.target, waits }); }

  end() { this.#keep(null); }

  #keep(target) {
    this.target = target;
    try {
      if (target) sessionStorage.setItem(this.#key, JSON.stringify(target));
      else sessionStorage.removeItem(this.#key);
    } catch { /* storage is full or forbidden: it lasts as long as the page */ }
  }
}
