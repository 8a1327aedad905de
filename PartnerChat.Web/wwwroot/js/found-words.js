// Marks words in a bubble for as long as the bubble is marked as found. It paints over the text and touches none of Blazor's elements.
const name = 'found-words', shownFor = 4000;
let timer = 0;

export function markFound(id, words) {
  if (!globalThis.Highlight) return;
  clearTimeout(timer);
  CSS.highlights.delete(name);
  const text = document.querySelector(`[data-message-id="${CSS.escape(id)}"] [data-testid="message-text"]`);
  const ranges = text ? [...rangesIn(text, new Set(words))] : [];
  if (ranges.length === 0) return;
  CSS.highlights.set(name, new Highlight(...ranges));
  timer = setTimeout(() => CSS.highlights.delete(name), shownFor);
}

// The words are as they stand in the text; those that marks or links part are left out.
function* rangesIn(element, words) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const word of words) {
      for (let at = node.data.indexOf(word); at >= 0; at = node.data.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        yield range;
      }
    }
  }
}
