// A reaction is there at once: what the chips will be stands in for them until the server has answered.
import { chipsOf } from './message-row.js';
import { el } from './dom.js';

// What each of these messages will bear of one's own, while that is on its way.
const wanted = new WeakMap();

export function soon(row, emoji, now) {
  const before = wanted.has(row) ? wanted.get(row).emoji : now;
  const isOn = before !== emoji;
  const wish = { emoji: isOn ? emoji : null };
  wanted.set(row, wish);
  if (row.querySelector('.reactions')?.contains(document.activeElement)) row.focus({ preventScroll: true });
  draw(row, wish.emoji);
  return {
    isOn,
    end() {
      // A later wish is still on its way.
      if (wanted.get(row) !== wish) return;
      wanted.delete(row);
      row.querySelector('.soon')?.remove();
      delete row.dataset.reacting;
    },
  };
}

function draw(row, own) {
  const theirs = chipsOf(row).filter(chip => 'theirs' in chip.dataset).map(chip => chip.textContent);
  const chips = [...new Set([...theirs, own].filter(Boolean))].map(emoji => el('button', { type: 'button', tabindex: '-1', 'aria-pressed': String(emoji === own) }, emoji));
  row.querySelector('.soon')?.remove();
  row.dataset.reacting = '';
  if (chips.length) row.querySelector('.bubble').append(el('div', { class: 'reactions soon', 'aria-hidden': 'true' }, ...chips));
}
