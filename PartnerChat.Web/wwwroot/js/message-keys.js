// Messages by keyboard: arrows go from one to the next, Enter opens the menu, letters act.
import { acts } from './message-acts.js';
import { actOfKey } from './message-keymap.js';
import { openMenu } from './message-menu.js';
import { focusRow, listOf, rowOf, rowsOf, stand } from './message-row.js';

export function watchKeys() {
  document.addEventListener('keydown', key);
  document.addEventListener('focusin', e => { if (rowOf(e.target)) stand(rowOf(e.target)); });
}

function key(e) {
  const list = listOf();
  if (!list || e.defaultPrevented || e.isComposing) return;
  if (e.target === list) return enter(e, list);
  const row = rowOf(e.target);
  if (!row) return;
  if (e.target !== row) {
    if (e.key === 'Escape') focusRow(row);
    return;
  }

  if (e.key === 'ContextMenu' || e.key === 'F10' && e.shiftKey || e.key === 'Enter') {
    e.preventDefault();
    return openMenu(row);
  }

  if (e.ctrlKey || e.metaKey || e.altKey) return;
  const to = next(e.key, row, list);
  if (to) {
    e.preventDefault();
    return focusRow(to);
  }

  if (e.key === 'Escape') return document.querySelector('message-composer textarea')?.focus({ preventScroll: true });
  const act = actOfKey(e);
  if (!act) return;
  e.preventDefault();
  acts[act](row);
}

// From the list itself to the message at its lower edge, or its upper one.
function enter(e, list) {
  if (e.key !== 'ArrowUp' && e.key !== 'ArrowDown' || e.ctrlKey || e.metaKey || e.altKey) return;
  const { top, bottom } = list.getBoundingClientRect();
  const seen = rowsOf(list).filter(row => row.getBoundingClientRect().bottom > top && row.getBoundingClientRect().top < bottom);
  const row = e.key === 'ArrowUp' ? seen.at(-1) : seen[0];
  if (!row) return;
  e.preventDefault();
  focusRow(row);
}

function next(name, row, list) {
  const rows = rowsOf(list), at = rows.indexOf(row);
  if (name === 'ArrowUp') return rows[Math.max(0, at - 1)];
  if (name === 'ArrowDown') return rows[Math.min(rows.length - 1, at + 1)];
  if (name === 'Home') return rows[0];
  if (name === 'End') return rows.at(-1);
  if (name !== 'PageUp' && name !== 'PageDown') return null;
  const far = list.clientHeight * 0.9;
  return name === 'PageUp'
    ? rows.find(r => r.offsetTop >= row.offsetTop - far) ?? rows[0]
    : rows.findLast(r => r.offsetTop <= row.offsetTop + far) ?? rows.at(-1);
}
