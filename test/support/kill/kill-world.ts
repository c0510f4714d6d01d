import { join } from 'node:path';
import { createMessenger, readTranscript } from '../../../adapters/console/deliver/messenger.ts';
import { countEntries } from '../../../src/cards/fit.ts';
import type { Corpus } from '../../../src/corpus/corpus.ts';
import type { Paper } from '../../../src/corpus/paper.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import { addDays, type LocalDate } from '../../../src/topics/calendar/local-date.ts';
import { everyDay } from '../../../src/topics/calendar/schedule.ts';
import type { Place, PlaceState, WhenEmpty } from '../../../src/topics/place.ts';
import { sampleCorpus, sampleNote, samplePaper } from '../fixtures/sample-papers.ts';

/** A small world whose every digest is known beforehand: which papers come on which day, and who follows what. */

const words = ['mamba', 'pruning', 'retrieval', 'diffusion'] as const;
type Word = (typeof words)[number];

/** Day 0 is when the places begin to follow. */
export const dateOf = (day: number): LocalDate => addDays('2026-05-03', day);
/** All digests are due at 09:00 UTC, wherever their places are. */
export const noonOf = (day: number): number => Date.parse(`${dateOf(day)}T09:05Z`);

export interface WorldPlace {
  readonly place: Place;
  readonly follows: readonly Word[];
  readonly size: number;
  readonly whenEmpty: WhenEmpty;
  readonly zone: string;
  readonly time: string;
}

const worldPlace = (
  channel: string,
  follows: readonly Word[],
  { size = 10, whenEmpty = 'archive', zone = 'UTC', time = '09:00' }: Partial<WorldPlace> = {},
): WorldPlace => ({
  place: { platform: 'console', workspace: 'lab', channel },
  follows,
  size,
  whenEmpty,
  zone,
  time,
});

export const worldPlaces: readonly WorldPlace[] = [
  worldPlace('everything', words),
  worldPlace('two', ['mamba', 'pruning'], { zone: 'Europe/Berlin', time: '11:00' }),
  worldPlace('narrow', ['mamba', 'retrieval'], { size: 2, whenEmpty: 'note' }),
  worldPlace('silent', ['retrieval'], { whenEmpty: 'silent', zone: 'Asia/Tokyo', time: '18:00' }),
  worldPlace('archive', ['diffusion']),
  worldPlace('note', ['pruning'], { whenEmpty: 'note', zone: 'Asia/Kolkata', time: '14:30' }),
];

const paperOf = (day: number, number: number): Paper => {
  const word = words[(day + number) % words.length];
  const also = number === 5 ? ` and ${words[(day + 2) % words.length]}` : '';
  return samplePaper({ id: `p-${day}-${number}`, title: `On ${word}${also} d${day}p${number}` });
};

/** What arrives before the digests of a day: mostly five papers, on every fourth day none. */
export const papersOf = (day: number): Paper[] =>
  day === 0
    ? Array.from({ length: 8 }, (_, i) => paperOf(0, i + 10))
    : day % 4 === 3
      ? []
      : [1, 2, 3, 4, 5].map((number) => paperOf(day, number));

/** The mark by which a paper is known in any text. */
export const markOf = ({ title }: Paper): string => title.slice(title.lastIndexOf(' ') + 1);

export const matches = ({ follows }: WorldPlace, { title }: Paper): boolean =>
  follows.some((word) => title.includes(word));

export const worldCorpus: Corpus = {
  ...sampleCorpus(papersOf(0), [sampleNote({ id: 'n1', title: 'Why mamba?' })]),
  pages: [],
  warnings: [],
  rejects: [],
};

export const stateAtFirst = (
  { place, size, whenEmpty, zone, time }: WorldPlace,
  seen: number,
): PlaceState => ({
  place,
  schedule: { time, zone, days: everyDay, skips: [] },
  size,
  whenEmpty,
  owner: 'ada',
  since: noonOf(0),
  nextAt: noonOf(0),
  seen,
});

export const transcriptOf = (dataDir: string) => join(dataDir, 'transcript.jsonl');

/** Its messages hold two papers, so that many digests come as several. */
export const worldMessenger = (dataDir: string): Messenger => ({
  ...createMessenger({
    transcriptFile: transcriptOf(dataDir),
    board: { post() {}, listen() {} },
  }),
  fits: (card) => countEntries(card) <= 2,
});

export const readWorldTranscript = (dataDir: string) => readTranscript(transcriptOf(dataDir));
