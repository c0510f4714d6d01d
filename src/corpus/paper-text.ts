import type { Paper } from './paper.ts';
import { cleanText } from './text/clean-text.ts';

/** Title and abstract for reading and indexing; `raw` has what was said, where that differs. */
export function paperText(
  title: string,
  abstract: string,
  clean: (raw: string) => string = cleanText,
): Pick<Paper, 'title' | 'abstract' | 'raw'> {
  const text = { title: clean(title), abstract: clean(abstract) };
  const raw = {
    ...(title === text.title ? {} : { title }),
    ...(abstract === text.abstract ? {} : { abstract }),
  };
  return { ...text, ...(Object.keys(raw).length === 0 ? {} : { raw }) };
}
