import { drawBiologyWeek } from './biology/week.ts';
import type { Payload } from './platform.ts';
import { drawHome, drawLinkPreview } from './slack-surfaces.ts';
import type { World } from './world.ts';

/** What is drawn: one or more messages that are seen together. */
export interface Scene {
  /** In kebab case, the name of its file. */
  readonly name: string;
  readonly payloads: readonly Payload[];
}

/** Answers, by the line that a person types. */
const answers: Readonly<Record<string, string>> = {
  search: 'search stop thinking too long',
  'search-page': 'search quantization page:2',
  'search-notes': 'search RLVR in:notes',
  'search-corrected': 'search quantisaton',
  'search-nothing': 'search zzqqx',
  paper: 'paper QuIP#',
  similar: 'similar QuIP#',
  note: 'note ternary weights',
  notes: 'notes Reward Models',
  topics: 'topics',
  trending: 'trending',
  author: 'author Christopher De Sa',
  help: 'help',
  'help-command': 'help search',
  'follow-preview': 'follow quantization',
  mistake: 'digest at 25:99',
  'unknown-paper': 'paper arXiv:2402.99999',
};

/** Answers in a channel with a digest. */
const answersOfChannel: Readonly<Record<string, string>> = {
  'digest-more': 'digest more:2026-05-04',
  following: 'following',
  settings: 'digest',
  status: 'status',
  feeds: 'feeds',
  save: 'save QuIP#',
  saved: 'saved',
  why: 'why QuIP#',
  export: 'export format:bibtex',
};

/** As people type who have read no docs; one conversation, of which `docs/transcript.md` has more. */
const talk: Readonly<Record<string, string>> = {
  question: 'what happens to accuracy when I quantize to 4 bit?',
  second: 'the second one',
  save: 'save 2',
  reference:
    'Xiao, G., Lin, J., et al. (2023). SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language Models.',
  follow: 'keep us posted on speculative decoding',
  yes: 'yes',
  move: 'move the digest to 8 in Berlin',
  skip: 'skip 24, 25 and 31 dec',
  away: 'I’m on holiday until 10 Jan',
  complaint: 'this is garbage',
};

const channels = {
  main: 'C0PAPERS',
  one: 'C0ONE',
  many: 'C0MANY',
  topics: 'C0TOPICS',
  quiet: 'C0QUIET',
  late: 'C0LATE',
  week: 'C0WEEK',
  biology: 'C0BIOLOGY',
};

/** Fifty things that a busy channel may follow. */
const manyTopics = (
  'quantization pruning distillation reasoning attention transformers diffusion tokens agents memory retrieval alignment rewards ' +
  'preferences scaling sparsity experts routing decoding speculative caching compression training optimizers gradients ' +
  'initialization normalization embeddings context prompts evaluation benchmarks safety robustness uncertainty calibration ' +
  'planning search verification mathematics code vision speech video robotics graphs recurrence state-space hashing kernels'
).split(' ');

/** Everything that Paperboy sends on a platform. */
export async function drawScenes(world: World): Promise<Scene[]> {
  const scenes: Scene[] = [];
  const add = (name: string, payloads: readonly Payload[]) => {
    if (payloads.length === 0)
      throw new Error(`${world.platform.place.platform} was sent nothing for the picture ${name}`);
    scenes.push({ name, payloads });
  };
  for (const [name, line] of Object.entries(answers)) add(name, await world.say(line, 'C0ASKING'));
  await drawDigests(world, add);
  for (const [name, line] of Object.entries(answersOfChannel))
    add(name, await world.say(line, channels.main));
  for (const [name, line] of Object.entries(talk)) add(`talk-${name}`, await world.say(line, 'C0TALK'));
  if (world.platform.place.platform === 'slack') {
    add('home', await drawHome(world));
    add('link-preview', await drawLinkPreview(world));
  }
  // Last, since its clock is that of the week after.
  add('week-biology', await drawBiologyWeek(world, channels.biology));
  return scenes;
}

async function drawDigests(
  world: World,
  add: (name: string, payloads: readonly Payload[]) => void,
): Promise<void> {
  const addDigest = async (name: string, channel: string, at: string) => {
    const posted = await world.digestAt(channel, at);
    add(
      name,
      posted.filter(({ surface }) => surface === 'message'),
    );
    return posted.filter(({ surface }) => surface === 'thread');
  };
  const first = { whenEmpty: 'note' } as const;
  await world.follow(channels.main, ['quantization', 'reasoning']);
  await world.follow(channels.one, ['"chain of thought"']);
  await world.follow(channels.topics, manyTopics, { size: 30 });
  await world.follow(channels.quiet, ['quantization'], first);
  await world.follow(channels.late, ['quantization']);
  await world.arrive(30);
  add('digest-thread', await addDigest('digest', channels.main, '2026-05-04T09:00:10Z'));
  await addDigest('digest-one', channels.one, '2026-05-04T09:00:20Z');
  await addDigest('digest-topics', channels.topics, '2026-05-04T09:00:30Z');
  await addDigest('digest-late', channels.late, '2026-05-04T12:30:00Z');
  await world.follow(channels.many, ['model OR training OR data'], { size: 50 });
  await world.arrive(40);
  await addDigest('digest-fifty', channels.many, '2026-05-05T09:00:10Z');
  await world.digestAt(channels.quiet, '2026-05-05T09:00:10Z');
  await addDigest('digest-empty', channels.quiet, '2026-05-06T09:00:10Z');
  await world.say('digest when-empty archive', channels.quiet);
  await addDigest('digest-archive', channels.quiet, '2026-05-07T09:00:10Z');
  await drawWeek(world, add);
}

/** A first morning without anything new, a full day, an empty one, a late digest, and the review on Friday. */
async function drawWeek(
  world: World,
  add: (name: string, payloads: readonly Payload[]) => void,
): Promise<void> {
  const { store } = world.services;
  world.clock.at = Date.parse('2026-05-11T06:00:00Z');
  await world.follow(channels.week, ['quantization', 'reasoning'], { whenEmpty: 'note', review: 5 });
  const days: Payload[] = [];
  const day = async (instant: string) => {
    const posted = await world.digestAt(channels.week, instant);
    days.push(...posted.filter(({ surface }) => surface === 'message'));
  };
  await day('2026-05-11T09:00:10Z');
  const arrived = await world.arrive(8);
  await day('2026-05-12T09:00:10Z');
  await day('2026-05-13T09:00:10Z');
  await world.arrive(4);
  await day('2026-05-14T12:30:00Z');
  for (const [i, paper] of arrived.slice(0, 3).entries())
    for (const person of ['U0ADA', 'U0BOB', 'U0EVE'].slice(i))
      await store.mark(world.placeOf(channels.week), {
        paperId: paper.id,
        kind: 'saved',
        person,
        at: world.clock.at,
      });
  await day('2026-05-15T09:00:10Z');
  add('week', days);
  add('review', days.slice(-1));
}
