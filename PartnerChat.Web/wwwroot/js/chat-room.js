// What the parts of the chat page share in this browser: the account, and what is kept for it.
import { Draft } from './draft.js';
import { Editing } from './editing.js';
import { Outbox } from './outbox.js';
import { Undo } from './undo.js';

const rooms = new Map();

export const accountOf = element => element.closest('[data-account]').dataset.account;

export const outboxOf = element => roomOf(element).outbox;

export function roomOf(element) {
  const account = accountOf(element);
  if (!rooms.has(account)) {
    const outbox = new Outbox(account);
    rooms.set(account, { account, outbox, draft: new Draft(account), editing: new Editing(account), undo: new Undo(account, outbox) });
  }
  return rooms.get(account);
}
