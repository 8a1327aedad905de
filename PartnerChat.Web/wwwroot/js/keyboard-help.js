// Opens the keyboard map: by "?" outside of what one writes in, by Ctrl+/ anywhere, and by whatever has `data-opens-help`.
import { isMac } from './send-key.js';

const isWriting = element => element.isContentEditable || element.matches('input, textarea, select');

function opensHelp(e) {
  if (e.altKey || e.isComposing) return false;
  return e.ctrlKey || e.metaKey ? e.key === '/' || e.code === 'Slash' && e.key !== '?' : e.key === '?' && !isWriting(e.target);
}

function open() {
  const help = document.querySelector('dialog.help');
  if (!help || help.open) return;
  if (isMac) for (const key of help.querySelectorAll('[data-key="Ctrl"]')) key.textContent = '⌘';
  help.showModal();
}

document.addEventListener('keydown', e => {
  if (!opensHelp(e)) return;
  e.preventDefault();
  open();
});

document.addEventListener('click', e => {
  const opener = e.target.closest?.('[data-opens-help]');
  if (!opener) return;
  opener.closest('[popover]')?.hidePopover();
  open();
});
