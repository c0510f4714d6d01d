import { normalizeTitle } from '../../../src/corpus/paper-id.ts';
import { htmlParagraphs } from './html-text.ts';

/** In characters. Less is a line about the issue. */
const shortest = 40;

/** `Abstract`, `ABSTRACT:`, `Summary.` at the beginning of a paragraph, or as the whole of it. */
const heading = /^(?:abstract|summary|zusammenfassung|résumé|resumen)\b\s*[:.—–-]*\s*/i;

/** Wiley has `Abstract` on the first line of a plain text. */
const headingLine = /^\s*(abstract|summary)[ \t]*\r?\n/i;

/** What stands around an abstract in the descriptions of journals, a paragraph each. */
const aroundIt = [
  /^(?:publication date|available online|source|authors?|author\(s\)|doi|pmid|keywords?|key words|html|xml|pdf|issn|publisher)\s*:/i,
  /^(?:html|xml|pdf|read more|full text|\.)$/i,
  /\bpublished online\b.{0,60}\bdoi\b/i,
  /\b(?:earlyview|early view|ahead of print)\b.{0,40}$/i,
  // `Volume 56, Issue 3, December 2021`, of Wiley with the journal before it and the pages behind it.
  /^(?:[^.!?]{1,150}, )?volume \d+,? (?:issue|number|no)\b(?=.{0,80}$)/i,
  // `ZooKeys 1078: 135-188`, `Nova Hedwigia, (2021), p. 281 - 290`
  /^[\p{L} ,&:()-]{2,80}\s(?:\d{1,5}\s*(?:\(\d{1,4}\))?\s*:|,?\s*\(\d{4}\)\s*,\s*pp?\.)\s*e?\d{1,7}\s*[-–]\s*\d{1,7}\.?$/u,
  /^pmid:\d+/i,
];

/** Where a summary is cut: `…`, `...`, `[...]`. */
const cutMark = /\s*(?:…|\.{3}|\[(?:…|\.{3})\])\s*$/;

/**
 * The abstract among the texts of an item: of each text the part after the heading `Abstract`, else all that is not
 * about the issue. A whole text beats one that is cut, and then the longest is taken. Empty where no text has one.
 * @param texts HTML
 * @param title plain; a text that only repeats it is no abstract
 */
export function readAbstract(texts: readonly string[], title: string): string {
  const [best = ''] = texts
    .map((text) => abstractOf(text, title))
    .filter((text) => text.length >= shortest)
    .sort((a, b) => Number(cutMark.test(a)) - Number(cutMark.test(b)) || b.length - a.length);
  return best;
}

function abstractOf(html: string, title: string): string {
  const paragraphs = htmlParagraphs(html.replace(headingLine, '$1:\n'));
  const at = paragraphs.findIndex((paragraph) => heading.test(paragraph) && isHeading(paragraph));
  const known = normalizeTitle(title);
  return (at < 0 ? paragraphs : paragraphs.slice(at))
    .map((paragraph, index) => (at >= 0 && index === 0 ? paragraph.replace(heading, '') : paragraph))
    .filter((paragraph) => normalizeTitle(paragraph) !== known)
    .filter((paragraph) => !isNames(paragraph) && !aroundIt.some((pattern) => pattern.test(paragraph)))
    .join(' ')
    .trim();
}

/** `Abstract` alone, with a colon, or glued to the text; not `Abstract interpretation is …`. */
const isHeading = (paragraph: string): boolean =>
  /^\p{L}+\s*(?:[:.—–-]|$)/u.test(paragraph) || /^(?:ABSTRACT|SUMMARY)\s/.test(paragraph);

/** `Guocheng SHU;Ping LIU;Tian ZHAO;`: only names, with semicolons between. */
function isNames(paragraph: string): boolean {
  if (!paragraph.includes(';') || paragraph.length > 5_000) return false;
  const parts = paragraph.split(';').filter((part) => part.trim() !== '');
  return parts.every(
    (part) => /^\s*(?:\p{L}[\p{L}\p{M}.'’-]*,?\s*){1,6}$/u.test(part) && /\p{Lu}|\p{Lo}/u.test(part),
  );
}

const labels = {
  authors: /^author(?:s|\(s\))?\s*:\s*(.+)$/i,
  date: /^(?:publication date|available online|published)\s*:?\s*(.{4,40})$/i,
} as const;

/** What follows a label in a text that packs everything into one field: `Authors: Ada Lin, Bo Ek`, `Publication date: May 2026`. */
export function readLabelled(texts: readonly string[], label: keyof typeof labels): string | undefined {
  for (const paragraph of texts.flatMap(htmlParagraphs)) {
    const found = labels[label].exec(paragraph)?.[1];
    if (found !== undefined) return found;
    if (label === 'authors' && isNames(paragraph)) return paragraph;
  }
  return undefined;
}
