// The server's rule for message text (ContentRule.cs), told before it is sent, so that the text stays in the box.
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
  if (text.includes('\0')) return 'There is a character in it that cannot be sent (NUL). Take it out.';
  if (!text.isWellFormed()) return 'There is half a character in it that cannot be sent. Take it out.';
  if (trim(text) === '') return 'There is nothing to send yet.';
  if (invisible.test(text)) return 'There is nothing to see in it. Write something first.';
  const over = lengthOf(text) - maxLength;
  if (over === 1) return '1 character too many. Shorten it or send it in two.';
  if (over > 0) return `${over.toLocaleString('en')} characters too many. Shorten it or send it in two.`;
  return null;
}
