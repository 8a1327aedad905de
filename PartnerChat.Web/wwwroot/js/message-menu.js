// The menu of a message: one for all of them, made when it is first opened. By touch it comes as a sheet from below.
import { el, icon } from './dom.js';
import { place } from './float.js';
import { acts } from './message-acts.js';
import { failure, say } from './message-server.js';
import { focusRow, isDeleted, isEdited, isFrozen, isOwn, isStarred, listOf, mayEdit, reactionOf, rowWith, idOf } from './message-row.js';
import { actOfKey } from './message-keymap.js';
import { text } from './texts.js';

const quick = [['❤️', 'Heart'], ['😂', 'Laughing'], ['😮', 'Surprised'], ['😢', 'Sad'], ['🙏', 'Thanks'], ['👍', 'Yes']];
const items = [
  ['reply', 'i-reply', 'Reply', 'R', row => !isDeleted(row) && !isFrozen()],
  ['copy', 'i-copy', 'Copy', 'C', row => !isDeleted(row)],
  ['edit', 'i-edit', 'Edit', 'E', row => mayEdit(row) && !isFrozen()],
  ['star', 'i-star', 'Star', 'S', row => !isDeleted(row) && !isFrozen()],
  ['times', 'i-info', 'Times', 'T', () => true],
  ['edits', 'i-edit', 'Edits', '', isEdited],
  ['delete', 'i-trash', 'Delete', 'D', row => isOwn(row) && !isDeleted(row) && !isFrozen()],
];
let menu = null, row = null, stop = null;

function build() {
  const react = ([emoji, name]) => el('button', { type: 'button', role: 'menuitemradio', tabindex: '-1', 'aria-label': text(`Js.Emoji.${name}`), 'data-emoji': emoji }, emoji);
  const item = ([act, symbol, name, key]) => el('button', { type: 'button', role: 'menuitem', tabindex: '-1', 'data-act': act, class: act === 'delete' ? 'grave' : null },
    icon(symbol), el('span', {}, text(`Js.Message.${name}`)), key ? el('kbd', { 'aria-hidden': 'true' }, key) : null);
  const pick = el('button', { type: 'button', role: 'menuitem', tabindex: '-1', class: 'icon-button', 'data-act': 'pick', 'aria-label': text('Js.Message.MoreEmoji') }, icon('i-more'));
  menu = el('div', { class: 'menu message-menu', popover: 'manual', role: 'menu', 'aria-label': text('Js.Message.Menu'), 'data-testid': 'message-menu' },
    el('div', { class: 'quick', role: 'group', 'aria-label': text('Js.Message.React') }, ...quick.map(react), pick), el('hr'), ...items.map(item));
  menu.addEventListener('click', e => press(e.target.closest('button')));
  menu.addEventListener('keydown', key);
  menu.addEventListener('contextmenu', e => e.preventDefault());
}

export function openMenu(of, { anchor = of.querySelector('.bubble'), isSheet = false } = {}) {
  if (row) close();
  if (!menu) build();
  // In the conversation, for whoever goes from landmark to landmark; a circuit that takes over puts a new one there.
  if (!menu.isConnected) listOf().parentElement.append(menu);
  row = of;
  fill();
  menu.classList.toggle('from-below', isSheet);
  menu.showPopover();
  if (!isSheet) place(menu, anchor.getBoundingClientRect());
  (menu.querySelector('[data-act]:not([hidden], .icon-button)') ?? menu).focus({ preventScroll: true });
  stop = new AbortController();
  const { signal } = stop;
  addEventListener('pointerdown', outside, { signal, capture: true });
  addEventListener('resize', () => close(), { signal });
  const changes = new MutationObserver(follow);
  changes.observe(listOf(), { subtree: true, childList: true, characterData: true, attributeFilter: ['class'] });
  signal.addEventListener('abort', () => changes.disconnect());
}

function fill() {
  for (const [act, , , , offers] of items) menu.querySelector(`[data-act="${act}"]`).hidden = !offers(row);
  for (const part of menu.querySelectorAll('.quick, hr')) part.hidden = isDeleted(row) || isFrozen();
  menu.querySelector('[data-act="star"] span').textContent = text(isStarred(row) ? 'Js.Message.Unstar' : 'Js.Message.Star');
  const mine = reactionOf(row);
  for (const button of menu.querySelectorAll('[data-emoji]')) button.setAttribute('aria-checked', String(button.dataset.emoji === mine));
  row.dataset.menu = '';
}

// The message changes, or goes, under the open menu: it offers what is left of it.
function follow() {
  const now = row.isConnected ? row : rowWith(idOf(row));
  if (!now) {
    close();
    return say(failure('NotFound'));
  }

  row = now;
  fill();
  if (menu.contains(document.activeElement) && document.activeElement.checkVisibility()) return;
  if (isDeleted(row)) say(failure('NotFound'));
  shown()[0].focus({ preventScroll: true });
}

const shown = () => [...menu.querySelectorAll('[data-act], [data-emoji]')].filter(button => button.checkVisibility());

function close({ focus = true } = {}) {
  if (!row) return;
  const of = row;
  row = null;
  stop.abort();
  delete of.dataset.menu;
  menu.hidePopover();
  if (focus) focusRow(of, { preventScroll: true });
}

function outside(e) {
  if (menu.contains(e.target)) return;
  const wasSheet = menu.classList.contains('from-below');
  close({ focus: wasSheet });
  if (!wasSheet) return;
  // A press beside a sheet closes it, and is nothing more.
  e.preventDefault();
  addEventListener('click', click => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true, signal: AbortSignal.timeout(700) });
}

function press(button) {
  if (!button || !row) return;
  const of = row, { act, emoji } = button.dataset;
  close();
  if (emoji) acts.react(of, emoji);
  else acts[act](of);
}

function key(e) {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  // It closes, and the focus goes on from the message.
  if (e.key === 'Tab') return close();
  e.stopPropagation();
  const buttons = shown(), at = buttons.indexOf(document.activeElement);
  const inQuick = at >= 0 && buttons[at].parentElement !== menu;
  const rtl = document.documentElement.dir === 'rtl';
  const firstItem = buttons.findIndex(button => button.parentElement === menu);
  const to = {
    ArrowDown: inQuick ? firstItem : (at + 1) % buttons.length,
    ArrowUp: inQuick ? buttons.length - 1 : at <= firstItem ? 0 : at - 1,
    ArrowRight: inQuick ? at + (rtl ? -1 : 1) : at,
    ArrowLeft: inQuick ? at - (rtl ? -1 : 1) : at,
    Home: 0,
    End: buttons.length - 1,
  }[e.key];
  if (to !== undefined) {
    e.preventDefault();
    const last = inQuick && e.key.startsWith('Arrow') && !e.key.match(/Up|Down/) ? firstItem - 1 : buttons.length - 1;
    return buttons[Math.min(Math.max(0, to), last)]?.focus({ preventScroll: true });
  }

  if (e.key === 'Escape') {
    e.preventDefault();
    return close();
  }

  const act = actOfKey(e);
  if (!act) return;
  e.preventDefault();
  if (act === 'heart' || buttons.some(button => button.dataset.act === act)) {
    const of = row;
    close();
    acts[act](of);
  }
}
