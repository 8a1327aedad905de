// From a quote to what it answers, and back: the list knows how to get there.
import { focusRow, listOf, rowWith } from './message-row.js';

export function toOriginal(row, link) {
  const id = new URL(link.href).hash.slice(1), list = listOf();
  if (list.jumpTo) return list.jumpTo({ id, back: true });
  const original = rowWith(id);
  original?.scrollIntoView({ block: 'center' });
  focusRow(original, { preventScroll: true });
}
