// The tools on the message under the pointer: one set for all of them, that moves.
import { el, iconButton } from './dom.js';
import { isDeleted, isFrozen, rowOf } from './message-row.js';
import { text } from './texts.js';

let tools = null, row = null;

const build = () => el('div', { class: 'msg-tools', role: 'group', 'aria-label': text('Js.Message.Tools'), 'data-testid': 'message-tools' },
  iconButton('i-heart', text('Js.Message.Heart'), { tabindex: '-1', 'data-do': 'heart' }),
  iconButton('i-reply', text('Js.Message.Reply'), { tabindex: '-1', 'data-do': 'reply' }),
  iconButton('i-more', text('Js.Message.More'), { tabindex: '-1', 'data-do': 'menu', 'aria-haspopup': 'menu' }));

export function watchTools() {
  if (!matchMedia('(hover: hover)').matches) return;
  document.addEventListener('pointerover', e => {
    if (e.pointerType !== 'mouse') return;
    const over = rowOf(e.target);
    // Taken out of the page with a message that went, they are put in again.
    if (over === row && (!row || tools.isConnected)) return;
    row = over;
    tools ??= build();
    for (const button of tools.querySelectorAll('[data-do="heart"], [data-do="reply"]')) button.hidden = isFrozen();
    if (!row || isDeleted(row)) tools.remove();
    else row.querySelector('.bubble').append(tools);
  }, { passive: true });
}
