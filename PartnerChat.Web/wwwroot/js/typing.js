// Tells that somebody writes: at most once in 3 s, whatever they do to the text, and at once when they stop. Who sends begins anew.
const every = 3000;

export class Typing {
  #tell; #toldAt = -every; #isTold = false; #timer = 0;

  constructor(tell) { this.#tell = tell; }

  // After each change of the text.
  look(text) {
    if (text.trim() === '') return this.stop();
    const wait = this.#toldAt + every - performance.now();
    if (wait <= 0) this.#begin();
    else if (!this.#isTold) this.#timer ||= setTimeout(() => this.#begin(), wait);
  }

  stop() {
    this.#forget();
    if (this.#isTold) this.#tell(false);
    this.#isTold = false;
  }

  // What was sent ends it, on the server too.
  sent() {
    this.#forget();
    [this.#isTold, this.#toldAt] = [false, -every];
  }

  #begin() {
    this.#forget();
    [this.#isTold, this.#toldAt] = [true, performance.now()];
    this.#tell(true);
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }
}
