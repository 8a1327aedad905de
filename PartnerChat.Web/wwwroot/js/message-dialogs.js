// The dialogs about one message: deleting it, and what is told of it. Native dialogs: they hold the focus and close with Escape.
import { el } from './dom.js';
import { failure } from './message-server.js';
import { focusRow } from './message-row.js';
import { text } from './texts.js';

let count = 0;

// Shows it until it is closed, then gives the focus back to the message, whatever has become of it.
function show(row, title, ...content) {
  const id = `message-dialog-${++count}`;
  const dialog = el('dialog', { class: 'dialog message-dialog', 'aria-labelledby': id, 'data-testid': 'message-dialog' }, el('h2', { id }, title), ...content);
  document.body.append(dialog);
  dialog.addEventListener('pointerdown', e => { if (e.target === dialog) dialog.close(); });
  const closed = new Promise(done => dialog.addEventListener('close', () => {
    dialog.remove();
    focusRow(row, { preventScroll: true });
    done();
  }, { once: true }));
  dialog.showModal();
  return { dialog, closed };
}

const button = (label, look = '') => el('button', { type: 'button', class: `button ${look}`.trim() }, label);

export function showFacts(row, { title, facts }) {
  const lines = facts.map(fact => el('div', {}, el('dt', {}, fact.label), el('dd', { dir: 'auto' }, fact.text)));
  const close = button(text('Js.Message.Close'));
  const { dialog, closed } = show(row, title, el('dl', { class: 'times' }, ...lines), el('div', { class: 'row' }, close));
  close.addEventListener('click', () => dialog.close());
  close.focus();
  return closed;
}

export function confirmDelete(row, erase) {
  const keep = button(text('Js.Delete.Keep')), go = button(text('Js.Message.Delete'), 'button-grave');
  const problem = el('p', { class: 'problem', role: 'alert' });
  const { dialog, closed } = show(row, text('Js.Delete.Title'), el('p', {}, text('Js.Delete.What')), problem, el('div', { class: 'row' }, keep, go));
  keep.addEventListener('click', () => dialog.close());
  go.addEventListener('click', async () => {
    // Not disabled: that would lose the focus.
    if (go.getAttribute('aria-disabled')) return;
    go.setAttribute('aria-disabled', 'true');
    problem.textContent = '';
    const error = await erase();
    go.removeAttribute('aria-disabled');
    if (error) problem.textContent = failure(error);
    else dialog.close();
  });
  keep.focus();
  return closed;
}
