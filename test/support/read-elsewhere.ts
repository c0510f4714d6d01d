import { spawnSync } from 'node:child_process';
import { Cite } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { type Creator, parse } from '@retorquere/bibtex-parser';
import { partsOfName } from '../../src/corpus/names/split-name.ts';
import type { Paper } from '../../src/corpus/paper.ts';

/** What a reader of reference lists found of one paper: a text each, with names as `family|given|suffix`. */
export interface Reading {
  readonly title: string;
  readonly authors: readonly string[];
  readonly editors: readonly string[];
  readonly details: Readonly<Record<string, string>>;
}

/** The same letters and digits, in any case and with or without accents: readers differ in signs, quotes and markup. */
export const fold = (text: unknown): string =>
  (Array.isArray(text) ? text.join(' and ') : String(text ?? ''))
    .replace(/<[^>]{1,60}>/g, '')
    .replace(/\\text[a-z]+\{\}/g, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}|]/gu, '');

/** `315–315` as `315`. */
const onePage = (pages: unknown): string => String(pages ?? '').replace(/^(\d+)[–-]{1,2}\1$/, '$1');

const nameOf = (...parts: readonly unknown[]): string => parts.map(fold).join('|');

const detailsOf = (details: Readonly<Record<string, unknown>>): Reading['details'] =>
  Object.fromEntries(
    Object.entries(details)
      .map(([name, value]) => [name, fold(value)] as const)
      .filter(([, value]) => value !== ''),
  );

/** A paper as Paperboy knows it. */
export function knownOf(paper: Paper): Reading {
  const { title, authors = [], authorCount, published = '', doi, publication, arxivId, familyNames } = paper;
  const named = (name: string) => {
    const { family, given, suffix } = partsOfName(name, familyNames);
    return nameOf(family, given, suffix);
  };
  const { type: _type, editors = [], ...details } = publication ?? { type: '' };
  return {
    title: fold(title),
    authors: [
      ...authors.map(named),
      ...(authors.length > 0 && authorCount === undefined ? ['others||'] : []),
    ],
    editors: editors.map(named),
    details: detailsOf({
      ...details,
      year: published.slice(0, 4),
      month: published.slice(5, 7),
      doi,
      arxivId,
      pages: onePage(details.pages),
    }),
  };
}

const options = { sentenceCase: false, caseProtection: false, english: false } as const;

/** `@retorquere/bibtex-parser`, which Better BibTeX for Zotero uses. */
export function readByRetorquere(text: string): Reading[] {
  return parse(text, options).entries.map(({ fields }) => {
    const people = (list: readonly Creator[] = []) =>
      list.map(({ name, prefix = '', lastName, firstName, suffix }) =>
        nameOf(name ?? `${prefix} ${lastName}`, firstName, suffix),
      );
    const [year, month] = (fields['date'] ?? '').split('-');
    const all = fields as Readonly<Record<string, unknown>>;
    return {
      title: fold([fields['title'], fields['subtitle']].join(' ')),
      authors: people(fields.author),
      editors: people(fields.editor),
      details: detailsOf({
        ...Object.fromEntries(plainFields.map((name) => [name, all[name]])),
        pages: onePage(all['pages']),
        year: year || fields['year'],
        month: (month ?? fields['month'] ?? '').replace(/^\d$/, '0$&'),
        venue: venueFields.map((name) => all[name]).find((value) => value !== undefined),
        arxivId: fields['eprint'],
        number: fields['number'] ?? fields['issue'],
        address: fields['address'] ?? fields['location'],
      }),
    };
  });
}

const plainFields = ['doi', 'volume', 'pages', 'publisher', 'series', 'edition', 'isbn', 'issn'];
const venueFields = 'journal journaltitle booktitle school institution organization howpublished'.split(' ');

interface CslName {
  readonly family?: string;
  readonly given?: string;
  readonly suffix?: string;
  readonly literal?: string;
  readonly 'non-dropping-particle'?: string;
  readonly 'dropping-particle'?: string;
}

/** citation-js. @param forceType its name of the format */
export function readByCitationJs(text: string, forceType: string): Reading[] {
  const { data } = new Cite(forceType.endsWith('object') ? JSON.parse(text) : text, { forceType });
  return data.map((item) => {
    const people = (list: unknown) =>
      ((list ?? []) as readonly CslName[]).map((name) =>
        nameOf(
          name.literal ??
            [name['dropping-particle'], name['non-dropping-particle'], name.family].filter(Boolean).join(' '),
          name.given,
          name.suffix,
        ),
      );
    const [year, month] =
      (item['issued'] as { 'date-parts'?: number[][] } | undefined)?.['date-parts']?.[0] ?? [];
    return {
      title: fold(item['title']),
      authors: people(item['author']),
      editors: people(item['editor']),
      details: detailsOf({
        year,
        month: month === undefined ? undefined : String(month).padStart(2, '0'),
        venue: item['container-title'] ?? item['event'] ?? item['event-title'] ?? item['publisher'],
        volume: item['volume'],
        number: item['issue'] ?? item['collection-number'] ?? item['number'],
        pages: onePage(item['page']),
        publisher: item['publisher'],
        series: item['collection-title'],
        edition: item['edition'],
        address: item['publisher-place'],
        isbn: item['ISBN'],
        issn: item['ISSN'],
        doi: item['DOI'],
      }),
    };
  });
}

const pybtexScript = `
import sys, json
from pybtex.database import parse_string
out = []
for entry in parse_string(sys.stdin.read(), 'bibtex').entries.values():
    people = lambda role: [[' '.join(p.prelast_names + p.last_names), ' '.join(p.first_names + p.middle_names), ' '.join(p.lineage_names)] for p in entry.persons.get(role, [])]
    out.append({'fields': dict(entry.fields.items()), 'author': people('author'), 'editor': people('editor')})
json.dump(out, sys.stdout)
`;

/** Debian installs it for its own Python. */
const python = '/usr/bin/python3';

export const hasPybtex = (): boolean => spawnSync(python, ['-c', 'import pybtex']).status === 0;

/** pybtex, a BibTeX in Python. It leaves LaTeX as it is. */
export function readByPybtex(text: string): Reading[] {
  const { status, stdout, stderr } = spawnSync(python, ['-c', pybtexScript], {
    input: text,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  if (status !== 0) throw new Error(stderr);
  const entries = JSON.parse(stdout) as {
    fields: Record<string, string>;
    author: string[][];
    editor: string[][];
  }[];
  return entries.map(({ fields, author, editor }) => ({
    title: fold(fields['title']),
    authors: author.map((parts) => nameOf(...parts)),
    editors: editor.map((parts) => nameOf(...parts)),
    details: detailsOf({
      ...fields,
      month: undefined,
      pages: onePage(fields['pages']),
      venue: venueFields.map((name) => fields[name]).find((value) => value !== undefined),
      arxivId: fields['eprint'],
    }),
  }));
}
