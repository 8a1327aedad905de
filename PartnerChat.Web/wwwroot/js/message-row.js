// What a row of the list tells of its message. Rows are the server's: they are read here, and marked with attributes of ours alone.
const editable = 24 * 60 * 60 * 1000;

export const listOf = () => document.querySelector('message-list');
export const rowOf = target => target instanceof Element ? target.closest('message-list li[data-seq]') : null;
export const rowsOf = list => [...list.querySelectorAll('li[data-seq]')];
export const rowWith = id => listOf()?.querySelector(`li[data-message-id="${CSS.escape(id)}"][data-seq]`) ?? null;

// The conversation has ended: it is read, and nothing in it changes.
export const isFrozen = () => document.querySelector('.chat')?.dataset.ended === 'true';

export const idOf = row => row.dataset.messageId;
export const isOwn = row => row.dataset.side === 'own';
export const isDeleted = row => row.classList.contains('deleted');
export const isStarred = row => row.querySelector('.starred') !== null;
export const isEdited = row => row.querySelector('[data-do="edits"]') !== null;
export const mayEdit = row => isOwn(row) && !isDeleted(row) && Date.now() - Date.parse(row.querySelector('time').dateTime) < editable;
export const nameOf = row => row.querySelector('.bubble > .sr').textContent.replace(/:\s*$/, '');
export const textOf = row => row.querySelector('.text').textContent;
// Without an element in it the text on the page is the one that is stored.
export const isPlain = row => row.querySelector('.text').childElementCount === 0;

export const chipsOf = row => [...row.querySelectorAll('.reactions:not(.soon) button')];
export const reactionOf = row => chipsOf(row).find(chip => chip.getAttribute('aria-pressed') === 'true')?.textContent ?? null;

// Where the keyboard stands among the messages: one of them can be reached by Tab, and what is in it.
export function stand(row) {
  for (const old of listOf().querySelectorAll('li[tabindex="0"]')) if (old !== row) reach(old, -1);
  reach(row, 0);
}

function reach(row, index) {
  row.tabIndex = index;
  for (const button of row.querySelectorAll('button')) button.tabIndex = index;
}

// Where it is gone, the message before it has the focus, so that one goes on from there.
export function focusRow(row, options) {
  const list = listOf();
  if (!list) return;
  const place = row && (row.isConnected ? row : rowWith(idOf(row)) ?? rowsOf(list).findLast(other => Number(other.dataset.seq) < Number(row.dataset.seq)));
  if (place) {
    stand(place);
    place.focus(options);
    // It stands there now: until the browser tells of the scrolling, a change would lead back to where one was.
    list.dispatchEvent(new Event('stay'));
  } else list.focus({ preventScroll: true });
}
