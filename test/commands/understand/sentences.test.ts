import { describe, expect, it } from 'vitest';
import { allCommands } from '../../../src/commands/all-commands.ts';
import type { Shown } from '../../../src/commands/understand/conversation.ts';
import { numbersOf } from '../../../src/commands/understand/short-words.ts';
import { understand } from '../../../src/commands/understand/understand.ts';
import { UserError } from '../../../src/errors.ts';

const commands = allCommands({ corpus: { subtopics: [], notes: [] }, services: {} } as never);
const shown: Shown = {
  items: ['p1', 'p2', 'p3', 'p4'].map((paper) => ({ paper, line: `paper paper:${paper}` })),
  first: 1,
  listedAt: 0,
  notes: [],
  buttons: [],
  isChoice: false,
};
const read = (typed: string, after?: Shown) => understand(typed, commands, after);
const lineOf = (typed: string, after?: Shown) => {
  const reading = read(typed, after);
  return reading.kind === 'run' ? reading.line : `say ${reading.answer.card.title}`;
};

describe('a request in a sentence', () => {
  it.each([
    ['keep me posted on speculative decoding', 'follow speculative decoding'],
    ['keep us up to date about new papers on mamba', 'follow mamba'],
    ['notify me when there is something on agents', 'follow agents'],
    ['let us know whenever there are new papers about fp4 training', 'follow fp4 training'],
    ['tell me if you see any papers about pruning', 'follow pruning'],
    ['alert me about mixture of experts', 'follow mixture of experts'],
    ['send me papers about test-time compute every morning', 'follow test-time compute'],
    ['can you follow rlhf for us', 'follow rlhf'],
    ['could you please follow rlhf?', 'follow rlhf'],
    ['I want to follow test-time compute', 'follow test-time compute'],
    ["let's follow rlhf here", 'follow rlhf'],
    ['we would like you to subscribe to mamba', 'follow mamba'],
    ['stop sending me papers about kv cache', 'unfollow kv cache'],
    ['no more papers about kv cache please', 'unfollow kv cache'],
    ['don’t send us anything about kv cache', 'unfollow kv cache'],
    ["let's pause the digest until monday", 'digest pause until monday'],
    ['please mute the digest for two weeks', 'digest pause for two weeks'],
    ['can you turn the digest off', 'digest pause'],
    ['how often do you post?', 'digest'],
    ['when will the digest come', 'digest'],
    ['what time do you post every day', 'digest'],
    ['change the schedule', 'digest'],
    ['where do the papers come from?', 'feeds'],
    ['what are your sources', 'feeds'],
    ['how many papers do you have?', 'corpus'],
    ['how many papers on quantization', 'search query:quantization'],
    ['how many papers are there about fp8?', 'search query:fp8'],
    ['find me something to read tonight', 'trending'],
    ['anything good to read on the train?', 'trending'],
    ['papers to read on pruning', 'search query:pruning'],
    ['something to read about diffusion', 'search query:diffusion'],
    ['who works on state space models?', 'search query:"state space models"'],
    ["what's a good intro to diffusion models", 'search query:"diffusion models"'],
    ['get rid of mamba', 'unfollow mamba'],
    ['what was popular in april?', 'search in april sort:upvotes'],
    ['best papers of 2025', 'search in 2025 sort:upvotes'],
    ['top 10 papers from may 2026', 'search in may 2026 sort:upvotes'],
    ['most upvoted papers on pruning', 'search pruning sort:upvotes'],
    ['clear my reading list', 'saved'],
    ["what's hot", 'trending'],
    ['most cited papers', 'trending'],
    ['what should I read', 'trending'],
    ['what is new on fp8', 'search fp8 sort:new'],
    ['newest about reasoning', 'search reasoning sort:new'],
    ['bibtex please', 'export format:bibtex'],
    ['new, please', 'new'],
    ['Search: FP8', 'Search FP8'],
    ['move the digest to 8', 'digest at 8'],
    ['turn it back on', 'digest resume'],
    ['turn it off', 'digest pause'],
    ['add fp8 training to what we follow', 'follow fp8 training'],
    ['can you make it weekly', 'digest weekly'],
    ['what topics do you have?', 'topics'],
    ['export my reading list', 'export'],
    ['export to zotero', 'export format:ris'],
    ['export my papers to excel', 'export format:csv'],
    ['how do I unsubscribe', 'help command:unfollow'],
    ['how can we export our list?', 'help command:export'],
    ['can I save papers', 'help command:save'],
    ['how do i hide a paper', 'help command:hide'],
    ['start it again', 'digest resume'],
    ['start sending digests again', 'digest resume'],
    ['when does the next digest come?', 'digest'],
    ['when is our next digest', 'digest'],
    ['how do I get a digest in another channel?', 'help follow'],
    ['show me my saved papers', 'saved'],
    ['what did I save?', 'saved'],
    ['what have we saved so far', 'saved'],
    ['show what we saved last week', 'saved'],
    ['our reading list please', 'saved'],
    ['my bookmarks', 'saved'],
    ['which topics do we follow?', 'following'],
    ['list our topics', 'following'],
    ['show me the followed topics', 'following'],
    ['notes on RLHF', 'notes RLHF'],
    ['are there notes about tokenizers?', 'notes tokenizers'],
    ['what do the notes say about scaling laws', 'notes scaling laws'],
    ['most upvoted last week', 'trending week'],
    ['what were the most popular papers of the month', 'trending month'],
    ['top 10 papers this week', 'trending week'],
    ['best papers of today', 'trending day'],
    ['papers by Tri Dao', 'author Tri Dao'],
    ['anything new by Yoshua Bengio?', 'author Yoshua Bengio'],
    ['the latest by song han', 'author song han'],
    ['do you have something by Song Han on quantization', 'search author:"Song Han" quantization'],
    ['why was nothing posted today?', 'status'],
    ['where is my digest', 'status'],
    ['no digest came this morning', 'status'],
    ['you are late', 'status'],
    ['what did you post yesterday?', 'status'],
    ['show me last week’s digests', 'status'],
    ['paper about attention sinks', 'search attention sinks'],
    ['give me a random paper', 'trending'],
    ['mamba size:2', 'search query:mamba size:2'],
    ['kv cache page:2', 'search query:"kv cache" page:2'],
  ])('%s: %s', (typed, line) => expect(lineOf(typed)).toBe(line));

  it.each([
    ['is there a paper about why transformers forget', 'why transformers forget'],
    ['has anyone compared AWQ and GPTQ?', 'AWQ and GPTQ'],
    ["what's the difference between AWQ and GPTQ", 'AWQ and GPTQ'],
    ['top 5 papers on reasoning', 'reasoning'],
    ['a good paper on tokenizers', 'tokenizers'],
    ['how can models learn from feedback', 'models learn from feedback'],
    ['how to save memory in training', 'save memory in training'],
    ['can we trust reward models', 'can we trust reward models'],
    ['let models think longer', 'let models think longer'],
    ['keep track of state in mamba', undefined],
    ['why do models hallucinate', 'models hallucinate'],
    ['explain speculative decoding to me', 'speculative decoding'],
    ['papers since 2024 about pruning', 'pruning since 2024'],
    ['work published before 2023 on speech recognition', 'speech recognition before 2023'],
    ['the most cited papers about quantization', 'quantization'],
    ['models trained by hand', 'models trained by hand'],
    ['research by design', 'research by design'],
    ['which paper should I read first on quantization', 'quantization'],
    ['late fusion', 'late fusion'],
  ])('%s is about %s', (typed, query) => {
    if (query !== undefined)
      expect(lineOf(typed)).toBe(`search query:${JSON.stringify(query)}`.replace(/"(\w+)"$/, '$1'));
  });

  it.each(['who made you?', 'what is this', 'are you a bot'])('%s', (typed) =>
    expect(lineOf(typed)).toBe('say I’m Paperboy'),
  );
  it.each(['👍', '🙏🏽', ':+1:', 'many thanks!', '🎉 🎉'])('%s is thanks', (typed) =>
    expect(lineOf(typed)).toBe('say You’re welcome'),
  );
  it.each([
    ['ok thanks, bye', 'See you'],
    ['great, thank you so much!', 'You’re welcome'],
    ['Hi! How are you?', 'I’m Paperboy'],
    ['no thanks', 'No problem'],
  ])('%s: %s', (typed, title) => expect(lineOf(typed)).toBe(`say ${title}`));
  it('is not in a line that says more', () => {
    for (const typed of [
      'thanks, now show me papers on agents',
      'hi, mamba?',
      'attention and more attention',
    ])
      expect(lineOf(typed), typed).toMatch(/^search/);
  });
  it.each([
    ['how do I invite you?', 'Where I can be'],
    ['can you be added to a private channel', undefined],
    ['how can we add the bot to our server', 'Where I can be'],
    ['speak german please', 'Only in English'],
    ['can you translate this to french', 'Only in English'],
    ['remind me tomorrow', 'I can’t do that'],
    ['send this to bob', 'I can’t do that'],
    ['translate text to german with transformers', undefined],
    ['I’m on holiday until jan 10', 'Shall I pause the digest meanwhile?'],
    ['back next monday', 'Shall I pause the digest meanwhile?'],
    ['we’ll be back on 7 January', 'Shall I pause the digest meanwhile?'],
    ['back propagation', undefined],
  ])('%s: %s', (typed, title) => {
    if (title === undefined) expect(lineOf(typed)).toMatch(/^(?:search|paper)/);
    else expect(lineOf(typed)).toBe(`say ${title}`);
  });
  it('offers a pause that “yes” takes', () => {
    const reading = read('we’re off until jan 3');
    if (reading.kind !== 'say') throw new Error('a command was run');
    expect(reading.answer.card.blocks).toContainEqual({
      kind: 'buttons',
      buttons: [{ label: 'Pause the digest', line: 'digest do:"pause until jan 3"', primary: true }],
    });
  });
  it.each([
    'what do you store',
    'delete my data',
    'privacy policy',
    'can you forget me',
    'erase all our data',
  ])('%s says what is kept', (typed) => expect(lineOf(typed)).toBe('say What I keep'));
});

describe('the paper that was shown', () => {
  const one: Shown = { ...shown, paper: 'p2' };
  it.each([
    ['pdf', 'paper paper:p2'],
    ['tl;dr please', 'paper paper:p2'],
    ['less like this', 'hide paper:p2'],
    ['show me fewer papers like that', 'hide paper:p2'],
    ['find more like this', 'similar to:p2'],
    ['why is this here', 'why paper:p2'],
    ['is there code for it?', 'paper paper:p2'],
    ['link to the repo', 'paper paper:p2'],
  ])('%s: %s', (typed, line) => expect(lineOf(typed, one)).toBe(line));
  it.each(['pdf', 'less like this'])('%s needs one', (typed) =>
    expect(() => read(typed)).toThrow('I don’t know which paper you mean.'),
  );
});

describe('papers of the last list', () => {
  it.each([
    ['save 1 and 3', 'save paper:"p1 p3"'],
    ['save 1, 2 & 4 please', 'save paper:"p1 p2 p4"'],
    ['save the first two', 'save paper:"p1 p2"'],
    ['hide 2-4', 'hide paper:"p2 p3 p4"'],
    ['unsave the last two', 'save paper:"p3 p4" undo:yes'],
    ['show me the abstract of 2', 'paper paper:p2'],
    ['what’s the code for 1', 'paper paper:p1'],
    ['is there code for the first one?', 'paper paper:p1'],
    ['share 1 in #general', 'paper paper:p1'],
    ['share 2', 'paper paper:p2'],
    ['forward the third one', 'paper paper:p3'],
    ['post the second one to the channel', 'paper paper:p2'],
    ['cite 3 in apa', 'cite paper:p3'],
    ['save paper:2', 'save paper:p2'],
    ['save paper:"the second one"', 'save paper:p2'],
    ['similar to:3', 'similar to:p3'],
    ['can you save 2', 'save paper:p2'],
    ['summarize the first one', 'paper paper:p1'],
    ['tl;dr of 2', 'paper paper:p2'],
    ['who wrote 2?', 'paper paper:p2'],
    ['pdf of 3', 'paper paper:p3'],
    ['when was 2 published', 'paper paper:p2'],
    ['cite 2', 'cite paper:p2'],
    ['bibtex for the third one', 'cite paper:p3'],
    ['export 1', 'cite paper:p1'],
    ['send me the bibtex of 2', 'cite paper:p2'],
    ['add 3 to the reading list', 'save paper:p3'],
    ['download the pdf of 4', 'paper paper:p4'],
    ['explain 3', 'paper paper:p3'],
  ])('%s: %s', (typed, line) => expect(lineOf(typed, shown)).toBe(line));

  it.each(['save all', 'save these', 'hide all of them', 'save everything'])('%s asks which ones', (typed) =>
    expect(() => read(typed, shown)).toThrow('Which ones do you mean?'),
  );
  it.each(['paper 1 and 2', 'similar 1 and 2'])('%s is too much', (typed) =>
    expect(() => read(typed, shown)).toThrow(UserError),
  );
  it.each(['save 3 and 9', 'save 2-7'])('%s: there is no such number', (typed) =>
    expect(() => read(typed, shown)).toThrow(/There is no number \d: the last list has 1 to 4/),
  );
  it.each([
    ['4-bit', undefined],
    ['2 and a half', undefined],
    ['8 bit and 4 bit', undefined],
    ['both', [1, 2]],
    ['top 3', [1, 2, 3]],
    ['1 to 3', [1, 2, 3]],
    ['1-99', undefined],
  ])('%s', (words, numbers) => expect(numbersOf(words)).toEqual(numbers));
});
