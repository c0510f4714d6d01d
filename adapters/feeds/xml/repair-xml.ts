/** Longer than any reference that is kept: `&#x10ffff;`. */
const longestReference = 12;

/**
 * Text that an XML parser can follow in spite of signs that XML forbids: characters that it does not have are dropped,
 * and an ampersand that begins no reference of XML itself stands for itself, so that `AT&T` and `&nbsp;` do not spoil
 * the paper they stand in. Entities that a document declares are such ampersands too: nothing is ever expanded. Total,
 * in linear time; at most five times as long as `text`.
 */
export function mendXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/g, '&amp;')
    .replace(/&#(?:(\d+)|x([\da-fA-F]+));/g, (whole, decimal, hex) =>
      isCharacter(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)) ? whole : '',
    );
}

/** @see https://www.w3.org/TR/xml/#charsets */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}

/** Where to cut a piece of a document so that no character and no reference is cut in two. */
export function safeCut(piece: string): number {
  const last = piece.charCodeAt(piece.length - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? piece.length - 1 : piece.length;
  const ampersand = piece.lastIndexOf('&');
  if (ampersand < 0 || end - ampersand > longestReference) return end;
  return piece.indexOf(';', ampersand) < 0 ? ampersand : end;
}
