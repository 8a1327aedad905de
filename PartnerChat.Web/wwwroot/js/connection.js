// The line to the server: starts Blazor, and brings a lost circuit back, or a new one, by itself.
// `connection` tells its state: 'starting', 'live', 'offline' (the browser says so), 'away' (no answer), 'paused'.
const steps = [0, 300, 700, 1000, 2000, 3000, 4000];
// How many pages in a row lost their circuit for good: kept over a reload, so that what fails every time makes no storm of reloads.
const startsKey = 'pc:starts', longestPause = 30000, soundAfter = 30000;

class Connection extends EventTarget {
  state = 'starting';
  retryAt = 0;
  #attempt = 0;
  #timer = 0;
  #trying = false;
  #down = false;
  #noCircuit = false;

  constructor() {
    super();
    addEventListener('offline', () => this.#set('offline'));
    addEventListener('online', () => this.#set(this.#down ? 'away' : 'live', true));
    for (const life of ['pointerdown', 'keydown']) addEventListener(life, () => this.wake(), { capture: true, passive: true });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.wake());
  }

  // For Blazor.start: what it calls when the circuit's line goes and comes.
  handler = {
    onConnectionDown: (options, error, isPause) => {
      // A pause closes the line, and Blazor tells of that too.
      if (this.state === 'paused') return;
      this.#down = true;
      if (isPause) return this.#set('paused');
      this.#attempt = 0;
      this.#set(navigator.onLine ? 'away' : 'offline');
      this.tryNow();
    },
    onConnectionUp: () => this.#up(),
  };

  // Whether a call to the server can reach it at all.
  get isUp() { return !this.#down && this.state !== 'starting'; }

  // Something was sent and nothing came back in time; or it did.
  notAnswering() { if (this.state === 'live') this.#set('away'); }
  answered() { if (!this.#down && this.state !== 'live') this.#set('live'); }

  wake() {
    if (this.state === 'paused') this.#resume();
    else if (this.#down && this.retryAt - Date.now() > 1000) this.tryNow();
  }

  async tryNow() {
    if (!this.#down || this.#trying) return;
    clearTimeout(this.#timer);
    this.#trying = true;
    try {
      if (!this.#noCircuit && (await Blazor.reconnect() || await Blazor.resumeCircuit())) this.#up();
      else await this.#startAnew();
    } catch {
      this.#again();
    } finally {
      this.#trying = false;
    }
  }

  start() {
    this.#set(navigator.onLine ? 'live' : 'offline');
    return Blazor.start({ circuit: {
      reconnectionHandler: this.handler,
      configureSignalR: builder => this.#watch(builder.withServerTimeout(15000).withKeepAliveInterval(5000)),
    } }).catch(() => this.#startAnew());
  }

  // A first line that does not open, and a circuit that an exception ended, are only written to the console by Blazor, and never tried again.
  #watch(builder) {
    const build = builder.build.bind(builder);
    builder.build = () => {
      const line = build(), start = line.start.bind(line);
      line.start = () => start().then(() => { setTimeout(() => this.#starts(0), soundAfter); }, error => { this.#lost(); throw error; });
      line.on('JS.Error', () => this.#lost());
      return line;
    };
  }

  #lost() {
    if (this.#down) return;
    this.#down = this.#noCircuit = true;
    this.#set(navigator.onLine ? 'away' : 'offline');
    this.#again(Math.min(500 * 2 ** this.#starts(this.#starts() + 1), longestPause));
  }

  #starts(count) {
    try {
      if (count) sessionStorage.setItem(startsKey, count);
      else if (count === 0) sessionStorage.removeItem(startsKey);
      return Number(sessionStorage.getItem(startsKey));
    } catch { return steps.length; }
  }

  async #resume() {
    if (this.#trying) return;
    this.#trying = true;
    try {
      if (await Blazor.resumeCircuit()) this.#up();
      else await this.#startAnew();
    } catch {
      this.#set('away');
      this.#again();
    } finally {
      this.#trying = false;
    }
  }

  // The server is there and knows this circuit no more. What must survive is in the browser: a new page takes it up.
  async #startAnew() {
    try {
      const answer = await fetch('/health/ready', { cache: 'no-store' });
      if (answer.ok) return location.reload();
    } catch { /* not back yet: the next try tells */ }
    this.#down = true;
    this.#set(navigator.onLine ? 'away' : 'offline');
    this.#again();
  }

  #again(step = steps[Math.min(++this.#attempt, steps.length - 1)]) {
    // Not all at once: a restart sends everybody here in the same moment.
    const pause = step * (0.8 + Math.random() * 0.4);
    this.retryAt = Date.now() + pause;
    this.#timer = setTimeout(() => this.tryNow(), pause);
    this.dispatchEvent(new Event('change'));
  }

  #up() {
    clearTimeout(this.#timer);
    this.#down = false;
    this.#set(navigator.onLine ? 'live' : 'offline');
  }

  #set(state, always = false) {
    if (state === this.state && !always) return;
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

export const connection = new Connection();
