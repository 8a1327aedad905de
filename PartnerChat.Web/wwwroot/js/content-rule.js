// The server's rule for message text (ContentRule.cs), told before it is sent, so that the text stays in the box.
import { counted, text as word } from './texts.js';

export const maxLength = 5000;
const white = /\p{White_Space}/u;
const invisible = /^[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}]*$/u;

// As the server trims: U+FEFF, which the language's own trim takes, stays.
export function trim(text) {
  let start = 0, end = text.length;
  while (start < end && white.test(text[start])) start++;
  while (end > start && white.test(text[end - 1])) end--;
  return text.slice(start, end);
}

export const lengthOf = text => [...trim(text)].length;

export function problemWith(text) {
  if (text.includes('\0')) return word('Js.HasNul');
  if (!text.isWellFormed()) return word('Js.HasHalf');
  if (trim(text) === '') return word('Js.NothingToSend');
  if (invisible.test(text)) return word('Js.NothingToSee');
  const over = lengthOf(text) - maxLength;
  if (over > 0) return counted('Js.TooMany', over);
  return null;
}
