// Which key sends. As the reader chose: Enter, or Ctrl+Enter (Cmd on a Mac), which always does. A screen keyboard's Enter makes a line: it
// has no Shift, and the arrow is beside it.
const afterComposition = 50;
const touch = matchMedia('(any-pointer: coarse)'), mouse = matchMedia('(any-pointer: fine)');

export const isMac = /Mac|iP/.test(navigator.platform);

export const needsCtrl = () => document.documentElement.dataset.sendKey === 'ctrl_enter';

export const isTouchOnly = () => touch.matches && !mouse.matches;

export const enterSends = () => !needsCtrl() && !isTouchOnly();

// Safari ends the composition before it tells of the Enter that ended it.
export const isOfComposition = (e, composedAt) => e.isComposing || e.keyCode === 229 || e.timeStamp - composedAt < afterComposition;

export function isSending(e, composedAt) {
  if (e.key !== 'Enter' || e.shiftKey || e.altKey || isOfComposition(e, composedAt)) return false;
  return e.ctrlKey || e.metaKey || enterSends();
}

// The choice may change while the page is open, in another tab.
export function onSendKeyChange(handler, signal) {
  const observer = new MutationObserver(handler);
  observer.observe(document.documentElement, { attributeFilter: ['data-send-key'] });
  signal.addEventListener('abort', () => observer.disconnect());
  for (const query of [touch, mouse]) query.addEventListener('change', handler, { signal });
}
