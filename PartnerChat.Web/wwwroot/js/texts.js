// The words that scripts show, in the reader's language: the page brings them along (BrowserTexts.cs).
const texts = JSON.parse(document.querySelector('meta[name="pc-texts"]')?.content ?? '{}');
const language = document.documentElement.lang || 'en';
const plurals = new Intl.PluralRules(language);
// Latin digits everywhere, as the server writes them.
const numbers = new Intl.NumberFormat(language, { numberingSystem: 'latn' });

export const text = (key, ...values) => (texts[key] ?? key).replace(/\{(\d)\}/g, (_, index) => values[index]);

export const number = value => numbers.format(value);

// A text that changes with a number: its keys end in .one, .other and what else the language has.
export function counted(key, count) {
  const form = `${key}.${plurals.select(count)}`;
  return text(form in texts ? form : `${key}.other`, number(count));
}
