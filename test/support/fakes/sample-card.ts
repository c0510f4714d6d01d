import type { Card, Entry } from '../../../src/cards/card.ts';
import { code, emphasis, line, link, strong, text, time } from '../../../src/cards/spans.ts';

const TITLES = [
  'Reward Models Can Improve Themselves: Reward-Guided Adversarial Failure Mode Discovery for Robust Reward Modeling',
  'Tülu 3: Pushing Frontiers in Open Language Model Post-Training',
  'RRM: Robust Reward Model Training Mitigates Reward Hacking',
  '强化学习中的奖励模型：面向大型语言模型的综述与展望',
  'DPO 🚀 or PPO?',
  'Let’s Verify Step by Step',
  'Self-Rewarding Language Models',
  'Scaling Laws for Reward Model Overoptimization in Direct Alignment Algorithms',
  'AgentPRM: Process Reward Models for LLM Agents via Step-Wise Promise and Progress',
  'Training a Helpful and Harmless Assistant with Reinforcement Learning from Human Feedback',
];

const PEOPLE = ['Ada Lovelace, Alan Turing and 4 more', 'Grace Hopper', 'Barbara Liskov, Leslie Lamport'];

function entry(title: string, i: number): Entry {
  const id = `2405.${String(10_000 + i * 377)}`;
  return {
    title: [link(title, `https://arxiv.org/abs/${id}`)],
    facts: line(
      time(`2024-05-${28 - i}T00:00:00Z`, 'date'),
      ' · ',
      PEOPLE[i % PEOPLE.length] ?? '',
      ' · Stanford',
    ),
    buttons: [
      { label: 'Abstract', line: `paper ${id}` },
      { label: 'Similar', line: `similar ${id}` },
    ],
  };
}

/** A full page of results: what a reader sees most often. */
export const sampleResults: Card = {
  title: 'Papers for reward model',
  summary: '10 of 636 papers for reward model.',
  tone: 'plain',
  blocks: [
    {
      kind: 'text',
      line: line('636 papers, best first. ', text('reward', 'match'), ' ', text('model', 'match')),
    },
    { kind: 'entries', entries: TITLES.map(entry) },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Next page', line: 'search reward model page:2', primary: true },
        { label: 'Follow this', line: 'follow reward model' },
      ],
    },
    { kind: 'hint', line: line('Narrow it: ', code('search reward model after:2024-01'), '.') },
  ],
};

/** One of every block, and of every span. */
export const sampleEverything: Card = {
  title: 'Robust Reward Model Training',
  summary: 'Everything a card can hold.',
  tone: 'warning',
  blocks: [
    {
      kind: 'text',
      line: line(
        'By ',
        strong('Ada Lovelace'),
        ', in ',
        emphasis('Notes'),
        ', see ',
        link('the page', 'https://example.org/a'),
      ),
    },
    { kind: 'heading', text: 'Abstract' },
    {
      kind: 'quote',
      line: line(
        'Traditional ',
        text('reward', 'match'),
        ' models cannot tell what a prompt asks from what a response merely looks like, so they learn to like length and format.',
      ),
    },
    {
      kind: 'facts',
      facts: [
        { label: 'Published', value: line(time('2024-05-28T09:05:00Z', 'moment')) },
        {
          label: 'Seen',
          value: line(time('2024-05-28T09:05:00Z', 'relative'), ' at ', time('2024-05-28T09:05:00Z', 'time')),
        },
        { label: 'Page', value: line(link('arxiv.org/abs/2405.1', 'https://arxiv.org/abs/2405.1')) },
        { label: 'A label that is far too long', value: line('and its value') },
      ],
    },
    {
      kind: 'list',
      items: [
        line('Type ', code('help'), ' for the commands'),
        line('A second item that goes on so long that it needs another row'),
      ],
    },
    {
      kind: 'entries',
      start: 9,
      entries: [
        {
          title: line('First'),
          body: line('With a body that says ', text('what', 'match'), ' it is.'),
          buttons: [{ label: 'Open', line: 'open 1' }],
        },
        { title: line(link('Second', 'https://example.org/2')), facts: line('30 notes') },
      ],
    },
    {
      kind: 'buttons',
      buttons: [
        { label: 'Similar', line: 'similar 1', primary: true },
        { label: 'Save', line: 'save 1' },
      ],
    },
    { kind: 'hint', line: line('Type a number in brackets to press its button.') },
  ],
};
