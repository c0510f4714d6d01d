/** In characters, more than the longest token that must not be cut in two: `&#x10ffff;`, `<![CDATA[`. */
const longestToken = 12;

const cdataStart = '<![CDATA[';
const cdataEnd = ']]>';

/**
 * Repairs what a parser would stop at in a text of any length, a piece at a time, and leaves well-formed XML unchanged:
 *
 * | in the text | outside CDATA | inside CDATA |
 * |---|---|---|
 * | a character that XML forbids | dropped | dropped |
 * | `&` that begins none of the references XML predefines: `AT&T`, `&nbsp;` | `&amp;` | kept |
 * | a reference to a forbidden character: `&#0;` | dropped | kept |
 * | `<` that begins no tag, comment or declaration: `p < 0.05` | `&lt;` | kept |
 *
 * An entity that the document declares counts as a bare ampersand, so nothing is ever expanded. Never throws, takes
 * linear time, and returns at most five times as many characters.
 */
export function createXmlRepair() {
  let carried = '';
  let isInCdata = false;

  function repair(text: string, isEnd: boolean): string {
    let repaired = '';
    let at = 0;
    for (;;) {
      const mark = isInCdata ? cdataEnd : cdataStart;
      const found = text.indexOf(mark, at);
      if (found < 0) break;
      const before = text.slice(at, found);
      repaired += (isInCdata ? before.toWellFormed() : repairMarkup(before)) + mark;
      at = found + mark.length;
      isInCdata = !isInCdata;
    }
    const rest = text.slice(at);
    const last = rest.slice(0, isEnd ? rest.length : safeCut(rest, isInCdata));
    carried = rest.slice(last.length);
    return repaired + (isInCdata ? last.toWellFormed() : repairMarkup(last));
  }
  return {
    write: (piece: string) => repair(dropForeign(carried + piece), false),
    /** The text that was held back until more of it came. Call it once, after the last piece. */
    end: () => repair(carried, true),
  };
}

/** @see https://www.w3.org/TR/xml/#charsets */
const dropForeign = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, '');

const repairMarkup = (text: string): string =>
  text
    .toWellFormed()
    .replace(/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/g, '&amp;')
    .replace(/&#(?:(\d+)|x([\da-fA-F]+));/g, (whole, decimal, hex) =>
      isCharacter(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)) ? whole : '',
    )
    .replace(/<(?![/?]?[\p{L}_:]|!(?:--|\[|[a-z]))/giu, '&lt;');

function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}

/** Where to cut a piece so that neither a character nor a token is cut in two. */
function safeCut(piece: string, isInCdata: boolean): number {
  const kept = isInCdata ? [cdataEnd.length - 1] : [tailFrom(piece, '&'), tailFrom(piece, '<')];
  const cut = Math.max(0, piece.length - Math.max(...kept));
  const last = piece.charCodeAt(cut - 1);
  return last >= 0xd800 && last <= 0xdbff ? cut - 1 : cut;
}

/** Characters from the sign to the end, if the rest of its token may be in the next piece. */
function tailFrom(piece: string, sign: string): number {
  const at = piece.indexOf(sign, piece.length - longestToken);
  return at < 0 ? 0 : piece.length - at;
}
