import { describe, expect, it } from 'vitest';
import type { Paper } from '../../../src/corpus/paper.ts';
import { DeliveryError } from '../../../src/errors.ts';
import type { PlaceState } from '../../../src/topics/place.ts';
import { createLab, type Lab, placeNamed } from '../../support/fakes/digest-lab.ts';
import { createMemoryStore } from '../../support/fakes/memory-store/create-memory-store.ts';
import { sampleRecord } from '../../support/fixtures/sample-records.ts';

const here = placeNamed('here');
const title = 'Hopeful windmills in the retrieval of what was known';
type Said = Partial<Omit<Paper, 'id'>>;
type Event = readonly [at: string, what: (lab: Lab) => Promise<unknown>];

const record = (said: Said, name = 'windmills') =>
  sampleRecord(name, {
    title,
    arxivId: '2605.00101',
    published: '2026-05-03',
    edition: { by: 'arxiv', version: 1 },
    ...said,
  });
const says = (said: Said, name?: string) => (lab: Lab) => lab.takeIn([record(said, name)]);
const typed = (line: string) => (lab: Lab) => lab.say(line, here);

/** Lives through the events and a digest at nine each day. @returns `day: title` for each paper of a digest */
async function live(
  topics: readonly string[],
  events: readonly Event[],
  until = 8,
  fields: Partial<PlaceState> = {},
) {
  const lab = createLab(createMemoryStore());
  await lab.follow(here, topics, { nextAt: lab.clock.time + 60 * 60_000, ...fields });
  const ticks = Array.from({ length: until - 3 }, (_, i) => `${String(4 + i).padStart(2, '0')}T09:01`);
  const all = [...events, ...ticks.map((at): Event => [at, (each) => each.tick()])];
  for (const [at, what] of all.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    lab.at(`2026-05-${at}Z`);
    await what(lab);
  }
  const posted = lab.messenger.posted.flatMap(({ card, under }) => {
    const papers = card.blocks.flatMap((block) => (block.kind === 'entries' ? block.entries : []));
    return under === undefined ? papers.map((entry) => `${card.title}: ${JSON.stringify(entry.title)}`) : [];
  });
  return {
    lab,
    days: posted.map((each) => Number(/(\d+) May 2026(?:, late)?: /.exec(each)?.[1])),
    why: await lab.say(`why ${title}`, here),
  };
}

const organization = { handle: 'snowflake', name: 'Snowflake' };
const code = { kind: 'code', url: 'https://github.com/x/y' } as const;
const project = { kind: 'project', url: 'https://x.github.io' } as const;
const huggingface = { edition: { by: 'huggingface' } } as const;
const second = { edition: { by: 'arxiv', version: 2 } } as const;
const abstract = record({}).paper.abstract;

const facts: readonly (readonly [topic: string, before: Said, after: Said, reason: string])[] = [
  ['org:snowflake', {}, { ...huggingface, organization }, 'organization'],
  ['org:snowflake windmills', {}, { ...huggingface, organization }, 'organization'],
  ['upvotes:>20', huggingface, { ...huggingface, upvotes: 87 }, 'upvotes'],
  ['upvotes:>20', { ...huggingface, upvotes: 2 }, { ...huggingface, upvotes: 21 }, 'upvotes'],
  ['upvotes:1..5', { ...huggingface, upvotes: 9 }, { ...huggingface, upvotes: 5 }, 'upvotes'],
  ['has:code', {}, { ...huggingface, links: [code] }, 'links'],
  ['has:project', { links: [code] }, { ...huggingface, links: [project] }, 'links'],
  ['cat:cs.CL', { categories: ['cs.LG'] }, { ...second, categories: ['cs.LG', 'cs.CL'] }, 'categories'],
  ['windmills -cat:cs.CV', { categories: ['cs.CV'] }, { ...second, categories: ['cs.LG'] }, 'categories'],
  ['author:lovelace', {}, { ...second, authors: ['Ada Lovelace'] }, 'authors, number of authors'],
  ['authors:3', { authorCount: 1 }, { ...second, authorCount: 3 }, 'number of authors'],
  ['before:2026-05-02', {}, { ...huggingface, published: '2026-05-01' }, 'date'],
  ['kettles', {}, { ...second, title: `${title}, with kettles` }, 'title'],
  ['"patient kettles"', {}, { ...second, abstract: `${abstract} patient kettles` }, 'abstract'],
  ['windmills -kettles', { abstract: `${abstract} kettles` }, { ...second, abstract }, 'abstract'],
  ['kettles OR org:snowflake', {}, { ...second, abstract: `${abstract} kettles`, organization }, ''],
];

describe.each(facts)(
  '%s, of which a paper is by a fact that comes later (%#)',
  (topic, before, after, reason) => {
    it('comes once, in the first digest after the fact', async () => {
      const came = says(before);
      const changed = says(after);
      const together = await live(
        [topic],
        [
          ['04T08:00', came],
          ['04T08:30', changed],
        ],
      );
      expect(together.days).toEqual([4]);
      const later = await live(
        [topic],
        [
          ['04T08:00', came],
          ['06T10:00', changed],
          ['07T10:00', came],
          ['07T11:00', changed],
        ],
        9,
      );
      expect(later.days).toEqual([7]);
      if (reason !== '') expect(later.why).toContain(`It matches since its ${reason} changed.`);
      expect(later.why).toContain('In the digest for Thu 7 May 2026.');
    });
  },
);

const org = says({ ...huggingface, organization });
const votes = (upvotes: number) => says({ ...huggingface, upvotes, organization });
const none: Said = {};

describe('a fact that comes later', () => {
  it.each<[string, readonly string[], readonly Event[], number, readonly number[], string]>([
    [
      'by a file',
      ['org:snowflake'],
      [
        ['04T08:00', says(none)],
        [
          '05T08:00',
          (lab) =>
            lab.takeIn([record({ edition: { by: 'import' }, organization })], {
              source: 'import:x',
              quietBefore: '2026-04-21',
            }),
        ],
      ],
      8,
      [5],
      'In the digest',
    ],
    [
      'while the paper is news',
      ['org:snowflake'],
      [
        ['04T08:00', says(none)],
        ['18T07:59', org],
      ],
      19,
      [18],
      'In the digest',
    ],
    [
      'when the paper is no longer news',
      ['org:snowflake'],
      [
        ['04T08:00', says(none)],
        ['18T08:00', org],
      ],
      20,
      [],
      'digests look again at a paper for 14 days',
    ],
    [
      'of a paper that was posted',
      ['windmills', 'org:snowflake'],
      [
        ['04T08:00', says(none)],
        ['05T08:00', org],
      ],
      8,
      [4],
      'In the digest for Mon 4',
    ],
    [
      'and goes, and comes back',
      ['upvotes:>20'],
      [
        ['04T08:00', votes(25)],
        ['04T10:00', votes(3)],
        ['05T10:00', votes(30)],
      ],
      8,
      [4],
      'In the digest for Mon 4',
    ],
    [
      'and goes before anybody looks',
      ['upvotes:>20'],
      [
        ['04T08:00', votes(25)],
        ['04T08:30', votes(3)],
        ['05T10:00', votes(30)],
      ],
      8,
      [6],
      'since its upvotes changed',
    ],
    [
      'for a topic that is followed before it',
      ['kettles'],
      [
        ['04T08:00', says(none)],
        ['05T08:00', typed('follow org:snowflake confirm:yes')],
        ['06T08:00', org],
      ],
      8,
      [6],
      'In the digest for Wed 6',
    ],
    [
      'for a topic that is followed after it',
      ['kettles'],
      [
        ['04T08:00', org],
        ['05T08:00', typed('follow org:snowflake confirm:yes')],
        ['06T08:00', votes(9)],
      ],
      8,
      [],
      'it was here before the topic was followed',
    ],
    [
      'for a topic that it matched already',
      ['kettles'],
      [
        ['04T08:00', votes(30)],
        ['05T08:00', typed('follow upvotes:>20 confirm:yes')],
        ['05T08:10', votes(40)],
        ['06T08:00', votes(50)],
      ],
      8,
      [],
      'it was here before',
    ],
    [
      'while its topic is unfollowed for an hour',
      ['org:snowflake', 'kettles'],
      [
        ['04T08:00', says(none)],
        ['05T08:00', typed('unfollow org:snowflake')],
        ['05T08:20', org],
        ['05T10:00', typed('follow org:snowflake confirm:yes')],
      ],
      8,
      [6],
      'In the digest for Wed 6',
    ],
    [
      'while the digest is paused',
      ['org:snowflake'],
      [
        ['04T08:00', says(none)],
        ['04T10:00', typed('digest pause')],
        ['05T10:00', org],
        ['07T08:00', typed('digest resume')],
      ],
      9,
      [7],
      'In the digest',
    ],
    [
      'of a paper that is hidden here',
      ['org:snowflake'],
      [
        ['04T08:00', says(none)],
        ['04T10:00', typed(`hide ${title}`)],
        ['04T11:00', org],
      ],
      8,
      [],
      'Left out of the digest',
    ],
    [
      'when another paper turns out to be this one',
      ['org:snowflake'],
      [
        ['04T08:00', says(none)],
        [
          '05T08:00',
          says(
            {
              title: 'Quite another name, under which it came later',
              organization,
              edition: { by: 'huggingface' },
              arxivId: '2605.00109',
            },
            'other',
          ),
        ],
        ['06T08:00', votes(4)],
      ],
      8,
      [5, 6],
      'In the digest',
    ],
  ])('%s', async (_, topics, events, until, days, why) => {
    const lived = await live(topics, events, until);
    expect(lived.days).toEqual(days);
    expect(lived.why).toContain(why);
  });

  it('brings back nothing that had no room', async () => {
    const others = [1, 2].map((n) => record({ title: `${title} ${n}`, arxivId: `2605.0020${n}` }, `w${n}`));
    const events: Event[] = [
      ['04T08:00', (lab) => lab.takeIn([record(none), ...others])],
      [
        '04T10:00',
        (lab) =>
          lab.takeIn(
            [record(none), ...others].map(({ paper, ...rest }) => ({
              ...rest,
              paper: { ...paper, organization, upvotes: 7 },
            })),
          ),
      ],
    ];
    const { days } = await live(['windmills', 'org:snowflake'], events, 8, { size: 1 });
    expect(days).toEqual([4]);
  });

  it('brings nothing that is promised already', async () => {
    const refuse = { error: new DeliveryError('later', 'no'), message: 'lost' } as const;
    const { days } = await live(
      ['windmills', 'org:snowflake'],
      [
        [
          '04T08:00',
          async (lab) => {
            lab.messenger.fail(refuse);
            await says(none)(lab);
          },
        ],
        ['04T10:00', org],
      ],
    );
    expect(days).toEqual([4]);
  });

  it('is waited for, and `why` says so', async () => {
    const lab = createLab(createMemoryStore());
    await lab.follow(here, ['org:snowflake'], { nextAt: lab.clock.time + 60 * 60_000 });
    await says(none)(lab);
    expect(await lab.say(`why ${title}`, here)).toContain('it arrived after the last one');
    lab.minutesLater(61);
    await lab.tick();
    expect(await lab.say(`why ${title}`, here)).toMatch(/the filter org keeps it out/);
    await says({ upvotes: 3 })(lab);
    expect(await lab.say(`why ${title}`, here)).not.toContain('has not looked');
    await org(lab);
    const why = await lab.say(`why ${title}`, here);
    expect(why).toContain('It matches since its organization changed.');
    expect(why).toContain('it changed after the last one');
    expect(why).toContain('The next digest comes');
  });

  it('changes nothing for what is too old for digests', async () => {
    const lab = createLab(createMemoryStore());
    await lab.follow(here, ['org:snowflake'], { nextAt: lab.clock.time });
    await lab.takeIn([record({ published: '2020-01-01' })], { quietBefore: '2026-01-01' });
    await lab.takeIn([record({ published: '2020-01-01', organization })], { quietBefore: '2026-01-01' });
    lab.minutesLater(60 * 25);
    await lab.tick();
    expect(lab.messenger.posted).toEqual([]);
    expect(await lab.say(`why ${title}`, here)).toContain(
      'It was old when it came in, so digests leave it out.',
    );
  });
});
