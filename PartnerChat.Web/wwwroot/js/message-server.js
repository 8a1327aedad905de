// The line of the message actions: asks the server, and says calmly what did not work.
import { connection } from './connection.js';
import { text } from './texts.js';

const patience = 10000, startsWithin = 5000, shownFor = 6000;
const waiting = [];
let server = null, timer = 0;

export function connectServer(to) {
  server = to;
  if (server) for (const go of waiting.splice(0)) go();
}

// What is pressed while a circuit takes over waits for it.
const connected = () => new Promise(done => {
  waiting.push(done);
  setTimeout(done, startsWithin);
});

// The answer, or { error } where there is none. Nothing is queued: what cannot be done now is said to be so.
export async function ask(method, ...values) {
  if (!server && ['starting', 'live'].includes(connection.state)) await connected();
  if (!server || connection.state !== 'live' || !connection.isUp) return { error: 'Offline' };
  let late = 0;
  const silence = new Promise(done => { late = setTimeout(() => done({ error: 'Unavailable' }), patience); });
  try {
    return await Promise.race([server.invokeMethodAsync(method, ...values), silence]);
  } catch {
    return { error: 'Unavailable' };
  } finally {
    clearTimeout(late);
  }
}

export const failure = error => text(`Js.Failed.${error}`);

// One line in the list's frame, read out politely.
export function say(words) {
  const place = document.querySelector('message-actions [role="status"]');
  if (!place) return;
  clearTimeout(timer);
  // The same words again would be no change, and not be heard.
  place.textContent = place.textContent === words ? `${words}\u00A0` : words;
  timer = setTimeout(() => { place.textContent = ''; }, shownFor);
}
