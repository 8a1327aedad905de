// What one can do to a message, each by its name. Called by the menu, the keys, the tools and the gestures alike.
import { text } from './texts.js';
import { ask, failure, say } from './message-server.js';
import { confirmDelete, showFacts } from './message-dialogs.js';
import { focusRow, idOf, isDeleted, isFrozen, isOwn, isPlain, isStarred, mayEdit, nameOf, reactionOf, textOf } from './message-row.js';
import { pickEmoji } from './emoji-picker.js';
import { soon } from './message-reactions.js';

const heart = '❤️';

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

async function storedText(row) {
  return isPlain(row) ? { text: textOf(row) } : ask('GetText', idOf(row));
}

// Nothing is changed any more; the server would say the same.
function hasEnded() {
  if (isFrozen()) say(failure('Ended'));
  return isFrozen();
}

// Both put one emoji each: the same again takes it off.
async function react(row, emoji) {
  if (isDeleted(row) || hasEnded()) return;
  const wanted = soon(row, emoji, reactionOf(row));
  const { error } = await ask('ReactAsync', idOf(row), emoji, wanted.isOn);
  wanted.end();
  if (error) say(failure(error));
}

async function facts(row, method) {
  const answer = await ask(method, idOf(row));
  if (answer.error) say(failure(answer.error));
  else await showFacts(row, answer);
}

export const acts = {
  react,
  heart: row => react(row, heart),

  async pick(row) {
    if (hasEnded()) return;
    const emoji = await pickEmoji(row.querySelector('.bubble'));
    focusRow(row, { preventScroll: true });
    if (emoji && row.isConnected && emoji !== reactionOf(row)) await react(row, emoji);
  },

  reply(row) {
    if (!isDeleted(row) && !hasEnded()) tell('compose-reply', { id: idOf(row), name: nameOf(row), text: textOf(row) });
  },

  async edit(row) {
    if (!isOwn(row) || isDeleted(row) || hasEnded()) return;
    if (!mayEdit(row)) return say(failure('TooLate'));
    const answer = await storedText(row);
    if (answer.error) say(failure(answer.error));
    else tell('compose-edit', { id: idOf(row), text: answer.text });
  },

  async copy(row) {
    if (isDeleted(row)) return;
    let problem = null;
    // Promised rather than awaited first: a browser lets a page copy only while it answers a press.
    const stored = storedText(row).then(answer => {
      problem = answer.error ?? null;
      if (problem) throw new Error(problem);
      return new Blob([answer.text], { type: 'text/plain' });
    });
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': stored })]);
      say(text('Js.Message.Copied'));
    } catch {
      say(problem ? failure(problem) : text('Js.Message.NotCopied'));
    }
  },

  async star(row) {
    if (isDeleted(row) || hasEnded()) return;
    const { error } = await ask('StarAsync', idOf(row), !isStarred(row));
    if (error) say(failure(error));
  },

  times: row => facts(row, 'GetTimes'),
  edits: row => facts(row, 'GetEditsAsync'),

  async delete(row) {
    if (!isOwn(row) || isDeleted(row) || hasEnded()) return;
    await confirmDelete(row, async () => (await ask('DeleteAsync', idOf(row))).error);
  },
};
