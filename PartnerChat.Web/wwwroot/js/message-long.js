// Long messages show twenty lines. Those that may be longer are the server's to say; whether they are depends on the width.
import { listOf } from './message-row.js';

const opened = new Set();
const sizes = new ResizeObserver(entries => { for (const { target } of entries) measure(target.closest('.msg')); });
const seen = new WeakSet();

export function watchLong() {
  const look = () => {
    for (const row of document.querySelectorAll('message-list .msg.long[data-seq]')) {
      if (seen.has(row)) continue;
      seen.add(row);
      if (opened.has(row.dataset.messageId)) show(row, true);
      measure(row);
      sizes.observe(row.querySelector('.text'));
    }
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributeFilter: ['class'] });
  document.addEventListener('focusin', e => {
    const row = e.target.closest?.('.msg.long[data-seq]');
    // A link that is cut off would have the focus and not be seen.
    if (row && e.target.closest('.text')) toggleLong(row, true);
  });
  look();
}

function measure(row) {
  if (!row?.isConnected || 'open' in row.dataset) return;
  const text = row.querySelector('.text');
  row.toggleAttribute('data-cut', text.scrollHeight > text.clientHeight + 1);
}

export function toggleLong(row, isOpen = !('open' in row.dataset)) {
  if (isOpen === 'open' in row.dataset) return;
  if (isOpen) opened.add(row.dataset.messageId);
  else opened.delete(row.dataset.messageId);
  show(row, isOpen);
  // The list stands where it stood, also at the end: it shall not follow there.
  listOf()?.dispatchEvent(new Event('stay'));
  if (!isOpen) row.scrollIntoView({ block: 'nearest' });
}

function show(row, isOpen) {
  row.toggleAttribute('data-open', isOpen);
  row.querySelector('.more')?.setAttribute('aria-expanded', String(isOpen));
}
