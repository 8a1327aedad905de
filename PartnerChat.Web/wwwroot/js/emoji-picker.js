// One emoji, chosen by whoever is asked: `await pickEmoji(button)` is the emoji, or null when they chose none. What it needs is loaded with the first.
import { el } from './dom.js';
import { isNarrow, place } from './float.js';
import { text } from './texts.js';

const home = new URL('../lib/emoji-picker-element/', import.meta.url);
const languages = ['en', 'de', 'fr', 'es', 'ar'];
let open = null;

async function load() {
  const asked = document.documentElement.lang.slice(0, 2), locale = languages.includes(asked) ? asked : 'en';
  const [{ default: Picker }, { default: i18n }] = await Promise.all([import(new URL('picker.js', home)), import(new URL(`i18n/${locale}.js`, home))]);
  return new Picker({ i18n, locale, dataSource: new URL(`data/${locale}.json`, home).pathname });
}

export function pickEmoji(anchor) {
  open?.(null);
  return new Promise(done => {
    const stop = new AbortController(), { signal } = stop;
    const box = el('div', { class: `emoji-box${isNarrow() ? ' from-below' : ''}`, popover: 'manual', role: 'dialog', 'aria-label': text('Js.Emoji.Title'), tabindex: '-1', 'data-testid': 'emoji-picker' });
    const close = emoji => {
      if (signal.aborted) return;
      stop.abort();
      open = null;
      const had = box.contains(document.activeElement);
      box.remove();
      if (had && anchor.isConnected) anchor.focus({ preventScroll: true });
      done(emoji);
    };
    open = close;
    const stand = () => box.classList.contains('from-below') || place(box, anchor.getBoundingClientRect());
    document.body.append(box);
    box.showPopover();
    stand();
    box.focus({ preventScroll: true });
    box.addEventListener('keydown', e => {
      // What is pressed here is none of the messages'.
      e.stopPropagation();
      if (e.key !== 'Escape') return;
      e.preventDefault();
      close(null);
    }, { signal });
    box.addEventListener('focusout', e => { if (e.relatedTarget && !box.contains(e.relatedTarget)) close(null); }, { signal });
    addEventListener('pointerdown', e => { if (!e.composedPath().includes(box)) close(null); }, { signal, capture: true });
    addEventListener('resize', stand, { signal });
    load().then(picker => {
      if (signal.aborted) return;
      picker.addEventListener('emoji-click', e => close(e.detail.unicode ?? null), { signal });
      box.append(picker);
      stand();
      focusSearch(picker, box);
    }).catch(() => box.append(el('p', { role: 'alert' }, text('Js.Emoji.Failed'))));
  });
}

// A phone's keyboard would hide half of it.
function focusSearch(picker, box) {
  if (matchMedia('(pointer: coarse)').matches) return;
  requestAnimationFrame(() => { if (box.contains(document.activeElement)) picker.shadowRoot.querySelector('input')?.focus({ preventScroll: true }); });
}
