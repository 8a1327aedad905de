// Where one is signed in, on a page without a circuit: what changed elsewhere brings the page anew, unless something is being filled in on it.
const between = 5000;
const known = [...document.querySelectorAll('[data-device]')].map(device => device.dataset.device).sort().join();

const isInUse = () => document.querySelector('details[open]') || [...document.querySelectorAll('main input:not([type=hidden], [type=checkbox], [type=radio])')].some(input => input.value !== input.defaultValue);

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch('/settings/security/devices', { headers: { Accept: 'application/json' }, cache: 'no-store' });
    const isOut = answer.status === 401;
    const isNews = answer.ok && (await answer.json()).sort().join() !== known;
    if (isOut || (isNews && !isInUse())) location.reload();
  } catch {
    // No connection: the next look may find one.
  }
}

setInterval(look, between);
document.addEventListener('visibilitychange', look);
