import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Card } from '../../../src/cards/card.ts';
import { defined } from '../../../src/defined.ts';
import { DeliveryError } from '../../../src/errors.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import { placeKey } from '../../../src/topics/place.ts';
import { renderMessage } from '../render/message.ts';

interface MessengerOptions {
  /** Records what was posted, one JSON object per line. */
  readonly transcriptFile: string;
  readonly board: NoticeBoard;
}

/** A message in the transcript. */
export interface Posted {
  readonly key: string;
  readonly place: string;
  readonly under?: string;
  readonly title: string;
  readonly text: string;
}

/**
 * Posts to a terminal. A message counts as posted when its whole line in the transcript is on the disk; a line that a
 * crash cut off does not.
 */
export function createMessenger({ transcriptFile, board }: MessengerOptions): Messenger {
  return {
    async send({ place, card, key, under }) {
      const plain = renderMessage(card, { width: 80, color: false }).text;
      const posted: Posted = {
        key,
        place: placeKey(place),
        ...defined({ under: under?.id }),
        title: card.title,
        text: plain,
      };
      await append(transcriptFile, posted);
      board.post(card);
      return { id: key };
    },
    async find({ key }) {
      const posted = await readTranscript(transcriptFile);
      return posted.some((each) => each.key === key) ? { id: key } : 'absent';
    },
    async tell(_workspace, _person, card) {
      board.post(card);
    },
    // A terminal scrolls.
    fits: () => true,
    preflight: async () => [],
  };
}

async function append(file: string, posted: Posted): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(file, 'a', 0o600);
    try {
      // The line break ends what a crash may have left of the last line. Not `write`, which may write only a part.
      await handle.appendFile(`\n${JSON.stringify(posted)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new DeliveryError('unknown', `the transcript ${file} cannot be written`, { cause: error });
  }
}

/** The messages of a transcript in order, without lines that a crash cut off. */
export async function readTranscript(file: string): Promise<Posted[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw new DeliveryError('unknown', `the transcript ${file} cannot be read`, { cause: error });
  });
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Posted];
    } catch {
      return [];
    }
  });
}

/** Cards that nobody asked for, such as digests, on their way to the terminal. */
export function createNoticeBoard() {
  const waiting: Card[] = [];
  let listener: ((card: Card) => void) | undefined;
  return {
    post(card: Card): void {
      if (listener === undefined) waiting.push(card);
      else listener(card);
    },
    /** Sets the one listener, which gets the cards posted before at once. */
    listen(show: (card: Card) => void): void {
      listener = show;
      for (const card of waiting.splice(0)) show(card);
    },
  };
}

/** See `createNoticeBoard`. */
export type NoticeBoard = ReturnType<typeof createNoticeBoard>;
