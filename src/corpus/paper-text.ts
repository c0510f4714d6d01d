import { defined } from '../defined.ts';
import type { Paper } from './paper.ts';
import { cleanText } from './text/clean-text.ts';

/** Title and abstract, cleaned for reading and indexing; `raw` has the original where cleaning changed it. */
export function paperText(
  title: string,
  abstract: string,
  clean: (raw: string) => string = cleanText,
): Pick<Paper, 'title' | 'abstract' | 'raw'> {
  const text = { title: clean(title), abstract: clean(abstract) };
  const raw = defined({
    title: title === text.title ? undefined : title,
    abstract: abstract === text.abstract ? undefined : abstract,
  });
  return { ...text, ...defined({ raw: Object.keys(raw).length > 0 ? raw : undefined }) };
}
