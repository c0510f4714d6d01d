import { commandLine } from '../../cards/builders.ts';
import type { Button } from '../../cards/card.ts';
import { UserError } from '../../errors.ts';
import { hasPapers, type Shown } from './conversation.ts';
import { plainWords } from './small-talk.ts';

const wishes: readonly {
  readonly said: RegExp;
  readonly button: (shown: Shown) => Button | undefined;
  /** What to say when there is no such button. */
  readonly missing?: string;
}[] = [
  {
    said: /^(?:next|next (?:one|ones|page|results?|papers)|(?:(?:show|give|see|load|get)(?: me)?(?: some)? )?more(?: results| papers| please| of (?:them|these|those|it))?|go on|keep going|and then|n|(?:what|anything|something) else(?: is there| do you have)?|(?:show(?: me)? )?(?:the )?(?:others|other (?:ones|papers)|rest)|the next (?:ones|page|\d{1,2}|ten|five))$/,
    button: ({ buttons }) => labelled(buttons, /^(?:next page|\d+ more|explore related|similar)$/i),
    missing: 'There is nothing more to show.',
  },
  {
    said: /^(?:previous|prev|back|previous page|go back|last page)$/,
    button: ({ buttons }) => labelled(buttons, /^(?:previous|first) page$/i),
    missing: 'There is no page before this one.',
  },
  {
    said: /^(?:undo|undo (?:it|that|this)|take (?:it|that|this) back|revert(?: (?:it|that|this))?|oops undo)$/,
    button: ({ undo }) => undo,
    missing: 'There is nothing to undo.',
  },
  {
    said: /^(?:yes|yep|yeah|yup|y|ok|okay|sure|do it|go ahead|confirm|yes please|please do|right|correct)$/,
    button: ({ buttons }) => theOne(buttons),
  },
];

const labelled = (buttons: readonly Button[], label: RegExp) =>
  buttons.find((each) => label.test(each.label));

/** The primary button or, without one, the only button. */
function theOne(buttons: readonly Button[]): Button | undefined {
  const primary = buttons.filter(({ primary }) => primary);
  if (primary.length === 1) return primary[0];
  return buttons.length === 1 ? buttons[0] : undefined;
}

const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const ordinal = new RegExp(
  `^(?:the )?(${ordinals.join('|')}|last|\\d{1,4}(?:st|nd|rd|th))(?: one| paper| result| note)?$`,
);
const numeral = /^(?:number |no |nr |#|the )?#?(\d{1,4})$/;
const thisOne = /^(?:it|this|that|this one|that one|this paper|that paper|the paper|them)$/;

/** The number of an item that words name: `2`, `#2`, `the second one`. `last` is -1, and `it` is 0. */
export function numberOf(words: string): number | undefined {
  const plain = plainWords(words);
  if (thisOne.test(plain)) return 0;
  const [, digits] = numeral.exec(plain) ?? [];
  if (digits !== undefined) return Number(digits);
  const [, name = ''] = ordinal.exec(plain) ?? [];
  if (name === '') return undefined;
  if (name === 'last') return -1;
  return /^\d/.test(name) ? Number.parseInt(name, 10) : ordinals.indexOf(name) + 1;
}

/**
 * The line that short words mean after an answer: `next`, `yes`, `2`, `undo`. Nothing for other words.
 * @throws UserError when the answer has nothing of the kind
 */
export function lineOfShortWords(typed: string, shown: Shown | undefined): string | undefined {
  const plain = plainWords(typed);
  const wish = wishes.find(({ said }) => said.test(plain));
  if (wish !== undefined) {
    const button = shown && wish.button(shown);
    if (button === undefined && wish.missing !== undefined) throw nothingLeft(wish.missing, shown);
    return button?.line;
  }
  // A number of four digits is a year.
  const number = /^\d{4}$/.test(plain) ? undefined : numberOf(plain);
  if (number === undefined) return undefined;
  if (number === 0) return shown?.paper && commandLine('paper', { paper: shown.paper });
  if (shown === undefined) throw noList(typed);
  return lineOfNumber(number, shown);
}

/** An item of the list or, without a list and where the answer asks which one, a button. */
function lineOfNumber(number: number, shown: Shown): string | undefined {
  if (shown.items.length > 0 && !shown.isChoice) {
    const { line, paper } = itemAt(number, shown);
    return line ?? (paper && commandLine('paper', { paper }));
  }
  const button = shown.buttons.at(number < 0 ? number : number - 1);
  if (button !== undefined) return button.line;
  const last = shown.buttons.length;
  if (last < 2) throw noList(String(number));
  throw noSuchItem(`There is no number ${number}: the last answer has 1 to ${last}.`);
}

/** Whether a line may name an item of a list by its number. */
export const mayMeanItem = (typed: string): boolean =>
  typed.length < 60 &&
  new RegExp(`\\d|\\b(?:${ordinals.join('|')}|last|both|two|three|this|that|it)\\b`, 'i').test(typed);

/** The most papers that one line can mean. */
const mostAtOnce = 10;
/** Numbers in words, from one to ten. */
export const numberWords = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** The numbers of several items that words name: `1 and 3`, `2-4`, `the first two`, `both`. Undefined for other words. */
export function numbersOf(words: string): readonly number[] | undefined {
  const plain = plainWords(words.replace(ranges, (_, first, last) => fromTo(Number(first), Number(last))));
  if (/^both(?: of them)?$/.test(plain)) return [1, 2];
  const [, end, count = ''] =
    /^(?:the )?(first|last|top) (\d{1,2}|[a-z]+)(?: ones| papers| results)?$/.exec(plain) ?? [];
  const many = Number(count) || numberWords.indexOf(count) + 1;
  if (many > 1 && many <= mostAtOnce)
    return Array.from({ length: many }, (_, i) => (end === 'last' ? i - many : i + 1));
  const numbers = plain.split(/(?:\s|\band\b)+/).map(numberOf);
  const isList = numbers.every((each) => each !== undefined && each !== 0);
  return isList && numbers.length > 1 && numbers.length <= mostAtOnce
    ? [...new Set(numbers as number[])]
    : undefined;
}

/** `2-4`, `2 to 4`. */
const ranges = /(\d{1,4})\s*(?:-|–|\bto\b|\bthrough\b)\s*(\d{1,4})/g;

/** `2 3 4`; a long range is left as it is. */
const fromTo = (first: number, last: number): string =>
  last < first || last - first >= mostAtOnce
    ? `${first} to ${last}`
    : Array.from({ length: last - first + 1 }, (_, i) => first + i).join(' ');

const allOfThem =
  /^(?:(?:all|any|every|each)(?: (?:of )?(?:them|these|those|one|papers|results))?|these|those|them all|everything)$/;

/** The papers that several numbers mean. @throws UserError when the last list lacks one of them, or no number is said */
export function papersMeant(words: string, shown: Shown | undefined): readonly string[] | undefined {
  const list = papersOf(shown);
  if (list === undefined) return undefined;
  if (allOfThem.test(plainWords(words)))
    throw new UserError('no-such-item', 'Which ones do you mean?', 'Say their numbers: `save 1 and 3`.');
  return numbersOf(words)?.map((number) => paperAt(number, list));
}

/** The paper that a number or “it” means after an answer. @throws UserError when the answer has no such paper */
export function paperMeant(words: string, shown: Shown | undefined): string | undefined {
  const number = numberOf(words);
  if (number === undefined) return undefined;
  if (number === 0) {
    if (shown?.paper !== undefined) return shown.paper;
    throw noSuchItem('I don’t know which paper you mean.');
  }
  const list = papersOf(shown);
  if (list === undefined || !hasPapers(list)) {
    if (shown?.paper !== undefined && Math.abs(number) === 1) return shown.paper;
    throw noList(words);
  }
  return paperAt(number, list);
}

type List = Pick<Shown, 'items' | 'first'>;

/** The list whose papers numbers mean: the last one, or the last that had any. */
function papersOf(shown: Shown | undefined): List | undefined {
  if (shown === undefined || hasPapers(shown)) return shown;
  return shown.papers ?? (shown.items.length > 0 ? shown : undefined);
}

function paperAt(number: number, list: List): string {
  const { paper } = itemAt(number, list);
  if (paper === undefined) throw noSuchItem(`Number ${number} is not a paper.`);
  return paper;
}

function itemAt(number: number, { items, first }: List) {
  const item = number < 0 ? items.at(number) : items[number - first];
  if (item !== undefined) return item;
  const last = first + items.length - 1;
  const numbers = first === last ? `only number ${first}` : `${first} to ${last}`;
  throw noSuchItem(`There is no number ${number}: the last list has ${numbers}.`);
}

const noList = (words: string) =>
  new UserError(
    'no-such-item',
    `There is no list yet that “${words.trim().slice(0, 40)}” could be from.`,
    'Look for something first, then use its numbers. For example:',
    [commandLine('search', { query: 'stop thinking too long' })],
  );

/** The last answers have no such button. */
const nothingLeft = (message: string, shown: Shown | undefined) =>
  new UserError(
    'no-such-item',
    message,
    `${shown === undefined ? 'I remember only the last half hour. ' : ''}\`help\` shows what you can type.`,
  );

const noSuchItem = (message: string) =>
  new UserError(
    'no-such-item',
    message,
    'Search first, then name a paper by its number, or by words of its title.',
  );
