/** A field that begins: `title = {`, also after a slip before it. */
const fieldStart = /^[A-Za-z][\w:+-]{0,60}\s*=\s*(?:[{"\w])/;

/**
 * An entry without the slips that cost a strict parser the whole entry: odd signs in its key, two commas in a row, and a
 * comma that is missing after a field. Text in braces and quotes stays. Linear.
 * @param text from `@` to the closing bracket
 */
export function repairEntry(text: string): string {
  const [, head = '', rest = ''] = /^(@[a-z]+\s*[{(])(.*)$/is.exec(text) ?? [];
  return head === '' ? text : head + repairFields(withPlainKey(rest));
}

/** The key means nothing to us, so any key will do. */
function withPlainKey(rest: string): string {
  const key = /^\s*([^,={}"]*?)\s*(?=,|[A-Za-z][\w-]*\s*=\s*[{"])/.exec(rest);
  const odd = /^\s*[^,\n]{0,200}?(?=\s*,)/.exec(rest);
  if (fieldStart.test(rest.trimStart()) && /^\s*[A-Za-z][\w-]*\s*=\s*[{"]/.test(rest)) return `k, ${rest}`;
  const found = key ?? odd;
  if (found === null) return rest;
  const after = rest.slice(found[0].length).trimStart();
  return after.startsWith(',') ? `k${after}` : `k, ${after}`;
}

function repairFields(text: string): string {
  const single = outsideOf(text, /,(?:\s*,)+/g, () => ',');
  return outsideOf(single, /(?<=[}"])\s+(?=[A-Za-z][\w:+-]{0,60}\s*=\s*[{"\w])/g, (space) => `,${space}`);
}

/** Replaces what is found outside braces and quotes. */
function outsideOf(text: string, pattern: RegExp, change: (found: string) => string): string {
  const inside = insideAt(text);
  return text.replace(pattern, (found, at: number) => (inside[at] === 1 ? found : change(found)));
}

/** 1 for each position within braces or quotes. */
function insideAt(text: string): Uint8Array {
  const inside = new Uint8Array(text.length + 1);
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    inside[at] = depth > 0 || isQuoted ? 1 : 0;
    const sign = text[at];
    depth += sign === '{' ? 1 : sign === '}' ? -1 : 0;
    if (sign === '"' && depth === 0) isQuoted = !isQuoted;
  }
  return inside;
}
