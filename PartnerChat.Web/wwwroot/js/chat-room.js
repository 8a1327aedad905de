// What the parts of the chat page share in this browser: the account, and its outbox.
import { Outbox } from './outbox.js';

const outboxes = new Map();

export const accountOf = element => element.closest('[data-account]').dataset.account;

export function outboxOf(element) {
  const account = accountOf(element);
  if (!outboxes.has(account)) outboxes.set(account, new Outbox(account));
  return outboxes.get(account);
}
