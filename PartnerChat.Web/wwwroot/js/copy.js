// Puts a text on the clipboard. Where the browser has none for us, the text is marked, for the reader's own keys.
export async function copy(text, element) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(element);
    return false;
  }
}
