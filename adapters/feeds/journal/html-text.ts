import { decodeHTML } from 'entities';

/** Elements of HTML, and of the JATS that publishers leave in titles: `<i>`, `<inline-formula>`, `<jats:sub>`. */
const names =
  'a|abbr|article|b|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|figure|font|h[1-6]|header|hr|i|img|ins|italic|bold|inline-formula|kbd|label|li|named-content|ol|p|pre|q|s|sc|sec|section|small|span|strike|strong|sub|sup|svg|table|tbody|td|tex-math|th|thead|title|tr|tt|u|ul|var';
const tag = new RegExp(String.raw`</?(?:jats:)?(${names}|mml:[\w-]{1,30})(?:\s[^<>]{0,2000})?/?>`, 'gi');
const comment = /<!--.{0,5000}?-->/gs;
/** Between these a reader sees a gap. */
const block =
  /^(?:article|blockquote|br|center|dd|div|dl|dt|figure|h[1-6]|header|hr|li|ol|p|pre|sec|section|table|td|th|title|tr|ul)$/i;

/** Feeds escape HTML once, or by mistake twice. */
const mostEscapes = 2;

/**
 * The paragraphs of HTML as plain text: tags dropped, entities decoded, escaped HTML read as HTML. Only tags of known
 * elements are dropped, so `p < 0.05 and q > 2` stays. Takes linear time and never throws.
 */
export function htmlParagraphs(html: string): readonly string[] {
  let text = html;
  for (let escapes = 0; escapes <= mostEscapes; escapes++) {
    const plain = decodeHTML(withoutTags(text));
    if (plain === text) break;
    text = plain;
  }
  return withoutTags(text)
    .split(/\n{2,}|\u2029/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
}

/** HTML as one line of plain text. */
export const htmlLine = (html: string): string => htmlParagraphs(html).join(' ');

const withoutTags = (text: string): string =>
  text.replace(comment, '').replace(tag, (_, name: string) => (block.test(name) ? '\u2029' : ''));
