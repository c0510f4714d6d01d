import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimOf } from '../../../src/corpus/claim/claim.ts';
import { readMarks } from '../../quality/claims/marks.ts';
import { seedCorpus } from '../../support/fixtures/seed-corpus.ts';

const marks = readMarks(fileURLToPath(new URL('../../quality/claims/marks.jsonl', import.meta.url)));

const background =
  'Sorting is an old problem. Recent work often sorts by comparison. However, comparisons are slow on large inputs.';

describe('the claim of an abstract', () => {
  it.each([
    ['what is proposed', 'We propose RadixNet, a network that sorts by digits in linear time.'],
    ['what is found', 'We find that sorting by digits halves the time of every tested database.'],
    [
      'what the paper says of itself',
      'This paper introduces a way to sort by digits that needs no comparison.',
    ],
  ])('is %s, and not why it was asked', (_, claim) => {
    const abstract = `${background} ${claim} The code is available at https://example.org/sort.`;
    expect(claimOf('Fast Sorting', abstract)).toBe(claim);
  });

  it.each([
    [
      'Probiotics after antibiotics',
      'Whether probiotics help the gut after antibiotics is disputed.',
      'In this trial of 412 adults, probiotics delayed the return of the former microbiome by five weeks.',
    ],
    [
      'A new gecko from Daweishan',
      'Geckos are one of the most diverse groups of lizards.',
      'A new species is described from the karst forests of Daweishan on the basis of three specimens.',
    ],
    [
      'Sodium intake and stroke',
      'The role of dietary sodium in stroke remains controversial.',
      'Each additional gram a day was associated with a 12% higher risk of stroke (95% CI 5 to 19).',
    ],
    [
      'Twisted trilayers',
      'Twisted multilayers host flat bands.',
      'Transport measurements revealed two domes that are separated by a transition.',
    ],
    [
      'Lakes and cyanobacteria',
      'Lakes are warming by 0.3 degrees a decade.',
      'Blooms began 11 days earlier per degree of warming, and lasted longer in shallow lakes.',
    ],
    [
      'Sleep and memory in bees',
      'Sleep is found in nearly all animals.',
      'Bees that were kept awake remembered odours 40% less often than bees that slept.',
    ],
  ])('is what was found where nobody says “we”: %s', (title, motivation, claim) => {
    expect(claimOf(title, `${motivation} ${claim}`)).toBe(claim);
  });

  it('keeps the marks of new species inside a sentence', () => {
    expect(
      claimOf('Water mites from Iran', 'Hydrodroma golestanica n. sp. (Hydrodromidae) is described.'),
    ).toBe('Hydrodroma golestanica n. sp. (Hydrodromidae) is described.');
  });

  it('says more than the title', () => {
    const abstract = `${background} We present fast sorting by digits. Our method halves the time of a database and needs no comparison.`;
    expect(claimOf('Fast Sorting by Digits', abstract)).toBe(
      'Our method halves the time of a database and needs no comparison.',
    );
  });

  it.each([
    'BACKGROUND: Sleep is short. METHODS: We asked 40 people. RESULTS: Most slept badly. CONCLUSIONS: Long naps help. More work is needed.',
    'Background Sleep is short. Methods: We asked 40 people. Results: Most slept badly. Conclusion: Long naps help.',
    'Objective: to see what naps do. Design: a trial. Findings: Most slept badly. Interpretation: Long naps help. Funding: none.',
  ])('is the conclusion of a structured abstract: %s', (abstract) => {
    expect(claimOf('Naps', abstract)).toBe('Long naps help.');
  });

  it('is what was found where a structured abstract has no conclusion', () => {
    expect(
      claimOf('Naps', 'Aims: to see what naps do. Methods: a trial. Results: Naps help most people.'),
    ).toBe('Naps help most people.');
  });

  it.each([
    ['In this paper, we propose a network that sorts.', 'We propose a network that sorts.'],
    ['To address this gap, we propose a network that sorts.', 'We propose a network that sorts.'],
    ['While sorting is old, this work shows that digits help.', 'This work shows that digits help.'],
    ['Specifically, we sort by digits and count them.', 'We sort by digits and count them.'],
    [
      'iPhones sort photos by date, as we show for ten models.',
      'iPhones sort photos by date, as we show for ten models.',
    ],
  ])('leaves out the lead-in: %s', (sentence, claim) => {
    expect(claimOf('Sorting', sentence)).toBe(claim);
  });

  it('keeps abbreviations and decimals inside their sentence', () => {
    const claim =
      'We show, e.g. for 3.5 % of inputs (cf. Fig. 2), that sorting by digits vs. comparison is faster.';
    expect(claimOf('Sorting', `${background} ${claim}`)).toBe(claim);
  });

  it('cuts a long sentence at the end of a clause', () => {
    const first =
      'We propose a network that sorts by digits and needs neither comparisons nor a fixed range of keys in any of the tested databases';
    const claim = claimOf(
      'Sorting',
      `${first}, which makes it useful for large tables, for streams of numbers, and for keys of every length.`,
    );
    expect(claim).toBe(`${first}, which makes it useful for large tables, for streams of numbers …`);
  });

  it.each([
    [
      'of another subject',
      'We study how networks sort.',
      'Our network needs a tenth of the memory on every tested machine.',
    ],
    [
      'by its own name',
      'We present RadixNet, a network for fast sorting.',
      'RadixNet learns from digits which bucket a key belongs to.',
    ],
    [
      'in the passive',
      'We explore fast sorting.',
      'A bucket of constant size is found to suffice for skewed keys.',
    ],
  ])('prefers what adds to the title, %s, to what repeats it', (_, repeated, claim) => {
    expect(claimOf('RadixNet: A Network for Fast Sorting', `${background} ${repeated} ${claim}`)).toBe(claim);
  });

  it('takes sentences that begin like a label for sentences', () => {
    const claim =
      'Results indicate that digits halve the time of sorting large tables on every tested machine.';
    expect(claimOf('Sorting', `${background} Methods are compared on ten tables. ${claim}`)).toBe(claim);
  });

  it('is undefined without an abstract', () => {
    expect(claimOf('Sorting', '')).toBeUndefined();
    expect(claimOf('Sorting', '  \n')).toBeUndefined();
  });
});

describe('any claim', () => {
  const loneSurrogate = /\p{Cs}/u;
  const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();
  const check = (title: string, abstract: string) => {
    const claim = claimOf(title, abstract);
    if (abstract.trim() !== '') expect(claim).toBeDefined();
    if (claim === undefined) return;
    expect(claim.length).toBeLessThanOrEqual(200);
    expect(claim).not.toMatch(/\n/);
    const said = plain(claim.replace(/ …$/, ''));
    expect(plain(abstract)).toContain(said);
    if (!loneSurrogate.test(abstract)) expect(claim).not.toMatch(loneSurrogate);
  };

  it('is in the words of its abstract, for every paper of the seeds', async () => {
    for (const { title, abstract } of (await seedCorpus()).papers) check(title, abstract);
  });

  it('is cut where a clause or a phrase begins, in marked abstracts', () => {
    const start =
      /^(?:\s*[,;:–—.]|\s(?:and|but|or|of|as|that|which|who|where|to|for|with|by|from|in|on|at|into|under|across|over|during|against|after|before|while|because|without|rather|given)\s)/;
    const cuts = marks.flatMap(({ title, sentences }) => {
      const cut = claimOf(title, sentences.join(' '));
      if (!cut?.endsWith(' …')) return [];
      expect(cut).not.toMatch(/\s(?:that|of|the|an?|and|to|with|for|by|is|are) …$/);
      const own = cut.slice(0, -2).toLowerCase();
      const source = sentences.map((each) => each.toLowerCase()).find((each) => each.includes(own)) ?? '';
      return [source.slice(source.indexOf(own) + own.length)];
    });
    expect(cuts.length).toBeGreaterThan(40);
    // One has a bracket of 120 characters from its middle on.
    expect(cuts.filter((rest) => !start.test(rest)).length).toBeLessThanOrEqual(1);
  });

  it('is in the words of its abstract, for any text', () => {
    const word = fc.constantFrom(
      'we',
      'propose',
      'a',
      'However,',
      'in this paper,',
      'sorting',
      'et al.',
      '3.5',
      '(see',
      '$x$)',
      '…',
      '\n',
      'ﬁ',
      '你好。',
      'Conclusion:',
      'Results:',
    );
    const text = fc.oneof(
      fc.array(word, { maxLength: 80 }).map((words) => words.join(' ')),
      fc.string({ maxLength: 600, unit: 'grapheme' }),
    );
    fc.assert(fc.property(text, text, check));
  });
});
