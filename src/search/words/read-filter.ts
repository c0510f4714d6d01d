import { UserError } from '../../errors.ts';
import { nearestNames } from '../suggest/nearest-names.ts';
import { type Filter, type FilterSpec, filterSpecs, isFilterName } from './filters.ts';
import { fold } from './tokens.ts';

/** Names of filters in arXiv's search and in other catalogues. */
const otherNames: Readonly<Record<string, string>> = {
  au: 'author',
  by: 'author',
  category: 'cat',
  categories: 'cat',
  organization: 'org',
  organisation: 'org',
  journal: 'venue',
  conference: 'venue',
  feed: 'source',
  published: 'date',
  from: 'after',
  since: 'after',
  to: 'until',
};

/** The filter that a name means; undefined where it means none. */
export const filterNameOf = (name: string): string | undefined =>
  isFilterName(name) ? name : Object.hasOwn(otherNames, name) ? otherNames[name] : undefined;

/** The filter with the most similar name, for "did you mean". */
export const nearestFilter = (name: string): string | undefined =>
  nearestNames(name, [...Object.keys(filterSpecs), 'title', 'abstract'], 1)[0];

/**
 * @param typed the name as it was typed, which may be another word for the filter
 * @throws UserError when the value is not of the filter's form; it shows the form
 */
export function readFilter(name: string, value: string, negative: boolean, typed = name): Filter {
  const spec = filterSpecs[name];
  const filter = spec && readValues(spec, fold(value).trim());
  if (spec === undefined || filter === undefined || (negative && filter.kind !== 'keep')) {
    throw new UserError(
      'bad-filter',
      value === ''
        ? `${typed}: needs a value.`
        : `${negative ? '-' : ''}${typed}:${value.slice(0, 40)} is not a filter that I can read.`,
      `${isName(typed, value) ? `For people and organisations there are author:${value} and org:${value}. ` : ''}It looks like ${spec?.forms.join(' or ')}: ${spec?.help}. To look for the word itself, put it in quotes.`,
    );
  }
  if (filter.kind !== 'keep') return filter;
  const text = `${name}:${/^[^\s()"',;!?]+$/.test(value) || isList(spec, value) ? value : `"${value}"`}`;
  return negative
    ? { ...filter, text: `-${text}`, keeps: (paper) => !filter.keeps(paper) }
    : { ...filter, text };
}

/** `from:google`, which means who wrote it, and not when. */
const isName = (typed: string, value: string) => typed === 'from' && /^\p{L}+$/u.test(value);

const isList = ({ takesList }: FilterSpec, value: string) => takesList && /^[^\s()"']+$/.test(value);

function readValues(spec: FilterSpec, value: string): Filter | undefined {
  if (!spec.takesList || !value.includes(',')) return spec.read(value);
  const choices = value
    .split(',')
    .filter((each) => each.trim() !== '')
    .map((each) => spec.read(each.trim()));
  const [first] = choices;
  if (first?.kind !== 'keep' || !choices.every((each) => each?.kind === 'keep')) return undefined;
  return { ...first, keeps: (paper) => choices.some((each) => each?.kind === 'keep' && each.keeps(paper)) };
}
