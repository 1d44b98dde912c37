// @ts-check

/** What a contact most likely is. @param {string} value */
export function guessKind(value) {
  const text = value.trim();
  if (/^[a-z]+:@/i.test(text)) return "handle";
  if (/^\S+@\S+\.\S+$/.test(text)) return "email";
  if (/^\+?[\d\s().\/-]{6,}$/.test(text)) return "phone";
  return "name";
}
