import { code, text } from '../../../cards/builders.ts';
import type { Block } from '../../../cards/card.ts';
import type { Query } from '../../../search/query.ts';

/** What of a query was read otherwise than one might think. */
export const readingBlocks = ({ readings }: Pick<Query, 'readings'>): Block[] =>
  readings.map((reading) => {
    if (reading.kind === 'read-as') return text('I read “', reading.typed, '” as ', code(reading.as), '.');
    if (reading.kind === 'no-such-date')
      return text('No paper here fits “', reading.typed, '”, so these are of any date.');
    const said = [code(reading.typed), ' isn’t a filter, so I looked for the words.'];
    return reading.nearest === undefined
      ? text(...said)
      : text(...said, ' Did you mean ', code(`${reading.nearest}:`), '?');
  });
