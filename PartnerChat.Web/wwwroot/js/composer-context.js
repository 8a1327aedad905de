// What the box is for, above its text: an answer to somebody's words, or the change of one's own.
import { text as word } from './texts.js';

const longest = 300;

export class ComposerContext {
  #place; #shown = '';

  constructor(place) { this.#place = place; }

  show(edited, reply) {
    const shown = edited ? { what: word('Js.Editing'), words: edited.original } : reply ? { what: labelOf(reply), words: reply.text } : null;
    if (JSON.stringify(shown) === this.#shown) return;
    this.#shown = JSON.stringify(shown);
    this.#place.hidden = !shown;
    this.#place.dataset.for = edited ? 'edit' : reply ? 'reply' : '';
    this.#part('what').textContent = shown?.what ?? '';
    this.#part('words').textContent = shown?.words.slice(0, longest) ?? '';
  }

  #part(name) { return this.#place.querySelector(`[data-part="${name}"]`); }
}

// Of the two, only one's own words are one's own to answer as "yours".
const labelOf = reply => reply.isOwn ? word('Js.AnsweringYourself') : word('Js.Answering', reply.name);

// What was deleted meanwhile is quoted no more.
export function withoutDeleted(reply) {
  if (!reply?.id || !rowOf(reply.id)?.classList.contains('deleted')) return reply;
  const text = word('Js.AnsweredDeleted');
  return reply.text === text ? reply : { ...reply, text };
}

const rowOf = id => document.querySelector(`li[data-message-id="${CSS.escape(id)}"]`);

// As a message says it in `compose-reply`; whose it was, its bubble knows.
export const replyOf = ({ id, name, text }) => ({
  id, name, text: text.slice(0, longest), isOwn: rowOf(id)?.dataset.side === 'own',
});
