import { commandLine } from '../../cards/builders.ts';
import type { Subtopic } from '../../corpus/note.ts';
import { readReference } from '../../corpus/reference/read-reference.ts';
import { UserError } from '../../errors.ts';
import { readTopic, type Topic } from '../../topics/topic.ts';
import { isEverything } from './spoken-topic.ts';

/** What people set for the digest, and may take for a part of a topic. */
const ofDigest = /^(at|time|zone|timezone|tz|days?|size|max|empty|mode|review|until|skip|pause):(.+)$/i;
/** The same, and options of other commands. */
const option =
  /(?<=^|\s)(?:at|time|zone|timezone|tz|days?|size|max|empty|mode|review|until|skip|pause|page|start|format|confirm|undo|to|feed|who|do|more|place):\S+/i;

/** The topic that a text asks to follow. @throws UserError for what is no topic */
export function readFollowed(wanted: string, subtopics: readonly Subtopic[]): Topic {
  if (isEverything(wanted))
    throw new UserError(
      'topic-too-broad',
      'Every paper would be too much for a digest.',
      'Say what you care about, like `follow mixture of experts`, or choose from `topics`.',
      ['topics'],
    );
  if (!/[\p{L}\p{N}]/u.test(wanted))
    throw new UserError('empty-topic', 'What should I follow?', 'For example: `follow low-bit quantization`');
  const topic = readTopic(wanted, subtopics);
  requireTopic(wanted, topic);
  return topic;
}

/**
 * Refuses what is no topic: the address or the id of a paper, which would be followed as words that nothing says, and
 * options of other commands.
 * @throws UserError that says how to get what was meant
 */
export function requireTopic(typed: string, topic: Topic): void {
  if (topic.kind === 'subtopic') return;
  const { arxivIds, dois, titles } = readReference(typed);
  const [id] = [...arxivIds, ...dois];
  const isOnlyId = titles.every((title) => !/\p{L}{2}/u.test(title.replace(/arxiv/gi, '')));
  if (isOnlyId && id !== undefined)
    throw new UserError(
      'paper-not-topic',
      'That names one paper, and a topic is about many.',
      'Follow words that such papers say. Papers like it:',
      [commandLine('similar', { to: id })],
    );
  if (titles.length === 0 && /^\W*https?:\/\//i.test(typed))
    throw new UserError(
      'address-not-topic',
      'That’s an address, not a topic.',
      'Follow words instead, for example: `follow low-bit quantization`',
    );
  const [word] = option.exec(typed.replace(/"[^"]*"/g, ' ')) ?? [];
  if (word !== undefined) throw notOfTopic(typed, word);
}

function notOfTopic(typed: string, word: string): UserError {
  const left = typed.replace(word, ' ').replace(/\s+/g, ' ').trim();
  const [, name, value] = ofDigest.exec(word) ?? [];
  const rest = left === '' ? [] : [commandLine('follow', { topic: left })];
  return new UserError(
    'option-not-topic',
    `“${word.slice(0, 40)}” isn’t part of a topic.`,
    name === undefined
      ? 'Leave it out.'
      : 'That’s a setting of the digest, which is the same for all topics here.',
    name === undefined ? rest : [...rest, commandLine('digest', { do: `${name.toLowerCase()} ${value}` })],
  );
}
