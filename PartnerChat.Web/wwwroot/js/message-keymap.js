// Which key does what to the message that has the focus. The help lists them from Resources/MessageKeys.cs.
const keys = { r: 'reply', h: 'heart', '+': 'pick', c: 'copy', e: 'edit', s: 'star', t: 'times', d: 'delete', Delete: 'delete' };

export const actOfKey = e => e.ctrlKey || e.metaKey || e.altKey || e.isComposing ? null : keys[e.key.length === 1 ? e.key.toLowerCase() : e.key] ?? null;
