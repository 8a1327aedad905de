// Messages by hand: a press on what stands in them, a double click or tap for a heart, press and hold for the menu.
import { acts } from './message-acts.js';
import { openMenu } from './message-menu.js';
import { toOriginal } from './message-quotes.js';
import { toggleLong } from './message-long.js';
import { isDeleted, rowOf } from './message-row.js';

const holdFor = 450, tapsWithin = 300, thirdClickWithin = 250, steady = 10;
const presses = {
  quote: (row, control) => toOriginal(row, control),
  more: row => toggleLong(row),
  chip: (row, control) => acts.react(row, control.textContent),
  heart: row => acts.heart(row),
  reply: row => acts.reply(row),
  menu: (row, control) => openMenu(row, { anchor: control.closest('.msg-tools') ?? row.querySelector('.bubble'), isSheet: touched() }),
  star: row => acts.star(row),
  edits: row => acts.edits(row),
  times: row => acts.times(row),
};
let down = null, hold = 0, heartTimer = 0, tap = null, lastTouch = -Infinity, held = false;

const touched = () => performance.now() - lastTouch < 1000;
const isControl = target => target.closest('a, button, .msg-tools, .reactions') !== null;

export function watchGestures() {
  const on = (name, handler) => document.addEventListener(name, handler, { capture: true });
  on('click', click);
  on('dblclick', doubleClick);
  on('pointerdown', pointerDown);
  on('pointermove', e => { if (down && far(e, down)) release(); });
  on('pointerup', pointerUp);
  on('pointercancel', release);
  // Else the finger that opened the sheet would press what is now under it.
  document.addEventListener('touchend', e => { if (held && e.cancelable) e.preventDefault(); }, { capture: true, passive: false });
  on('scroll', release);
  on('contextmenu', e => { if (touched() && rowOf(e.target) && !e.target.closest('.text a')) e.preventDefault(); });
}

function click(e) {
  if (held) {
    held = false;
    e.preventDefault();
    return e.stopPropagation();
  }

  const row = rowOf(e.target);
  if (!row || e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return;
  const control = e.target.closest('[data-do]') ?? e.target.closest('.stamp')?.querySelector('[data-do="times"]');
  const press = control && presses[control.dataset.do];
  if (!press) return;
  e.preventDefault();
  press(row, control);
}

// A heart waits for the time in which a third click could select the line. A word that is held and dragged over is being selected.
function doubleClick(e) {
  const row = rowOf(e.target);
  if (!row || touched() || !e.target.closest('.bubble') || isControl(e.target) || isDeleted(row)) return;
  if (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || far(e, lastDown)) return;
  clearTimeout(heartTimer);
  heartTimer = setTimeout(() => acts.heart(row), thirdClickWithin);
}

let lastDown = { clientX: 0, clientY: 0 };
const far = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) > steady;

function pointerDown(e) {
  lastDown = { clientX: e.clientX, clientY: e.clientY };
  held = false;
  release();
  clearTimeout(heartTimer);
  if (e.pointerType === 'mouse') return;
  lastTouch = performance.now();
  const row = rowOf(e.target);
  if (!row || !e.isPrimary || e.target.closest('.text a')) return;
  down = lastDown;
  hold = setTimeout(() => {
    release();
    tap = null;
    held = true;
    lastTouch = performance.now();
    openMenu(row, { isSheet: true });
  }, holdFor);
}

function pointerUp(e) {
  const wasDown = down;
  release();
  if (e.pointerType === 'mouse') return;
  lastTouch = performance.now();
  const row = rowOf(e.target);
  if (!wasDown || !row || !e.target.closest('.bubble') || isControl(e.target)) return void (tap = null);
  // By the clock of the fingers: a busy page hears of them late.
  const isSecond = tap && tap.row === row && e.timeStamp - tap.at < tapsWithin && !far(e, tap);
  tap = isSecond ? null : { row, at: e.timeStamp, clientX: e.clientX, clientY: e.clientY };
  if (isSecond && !isDeleted(row)) acts.heart(row);
}

function release() {
  clearTimeout(hold);
  down = null;
}
