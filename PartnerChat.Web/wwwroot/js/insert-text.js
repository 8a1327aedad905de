// Puts a text where the caret is, as if it were typed: the browser's own undoing goes back over it.
export function insertText(box, text) {
  box.focus({ preventScroll: true });
  // What is called obsolete is the only way that the history of the box knows of.
  if (document.execCommand('insertText', false, text)) return;
  box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
  box.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
}
