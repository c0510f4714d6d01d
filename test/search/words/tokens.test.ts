import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexTerms } from '../../../src/search/words/terms.ts';
import { baseForm, fold, tokenize } from '../../../src/search/words/tokens.ts';
import { seedCorpus } from '../../support/fixtures/seed-corpus.ts';

const surfaces = (text: string) => tokenize(text).map((token) => token.surface);

describe('tokenize', () => {
  it.each([
    ['Pre-training of Café models', ['pre', 'training', 'of', 'cafe', 'models']],
    ['QuIP#, S* and C++.', ['quip#', 's*', 'and', 'c++']],
    ['W4A8 fp4 1.58-bit v2.0.', ['w4a8', 'fp4', '1.58', 'bit', 'v2.0']],
    ["the model's weights don't", ['the', 'model', 'weights', 'dont']],
    ['μnit D²Quant ﬁne', ['munit', 'd2quant', 'fine']],
    ['论文 search', ['论', '文', 'search']],
    ['2*3 a#b', ['2', '3', 'a', 'b']],
    ['می\u200cخواهم نامه\u200cای', ['میخواهم', 'نامهای']],
    ['mam\u200bba quanti\u00adzed 👩\u200d🔬', ['mamba', 'quantized']],
  ])('%s', (text, expected) => expect(surfaces(text)).toEqual(expected));

  it.each([
    ['کتاب\u200cخانه', 'کتابخانه'],
    ['क्\u200dष', 'क्ष'],
    ['ക\u200dര', 'കര'],
    ['trans\u00adformer', 'transformer'],
  ])('%j and %j are one word', (a, b) => {
    expect(surfaces(a)).toEqual(surfaces(b));
    expect(surfaces(a)).toHaveLength(1);
  });

  it('points into the original text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        let end = 0;
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(fold(text.slice(token.start, token.end)).replaceAll("'", '')).toContain(
            token.surface.slice(0, 1),
          );
          end = token.end;
        }
      }),
    );
  });
});

describe('indexTerms', () => {
  it('gives one term to all spellings', () => {
    const shared = (a: string, b: string) => indexTerms(a).filter((term) => indexTerms(b).includes(term));
    expect(shared('pre-training', 'pretraining')).toEqual(['pretrain']);
    expect(shared('quantized', 'quantization')).toEqual(['quantiz']);
    expect(shared('quantisation optimised', 'quantization optimized')).toEqual(['quantiz', 'optim']);
    expect(shared('behaviour', 'behaviors')).toEqual(['behavior']);
    expect(shared('QuIP#', 'QuIP')).toEqual(['quip']);
    expect(shared('naïve', 'naive')).toEqual(['naiv']);
  });
  it('leaves stop words out and names alone', () => {
    expect(indexTerms('the model is on it')).toEqual(['model']);
    expect(indexTerms('S* fp4')).toEqual(['s*', 'fp4']);
  });
});

describe('forms of one word', () => {
  /** Words of a line have one term. */
  const same = `
    llm llms|gpu gpus|vlm vlms|cnn cnns|rnn rnns|mlp mlps|ssm ssms|cpu cpus|dag dags|moe moes
    radius radii|optimum optima|matrix matrices|vertex vertices|index indices indexes|criterion criteria|hypothesis hypotheses
    spectrum spectra|stimulus stimuli|corpus corpora|automaton automata|axon axons|mouse mice|child children|antenna antennae
    personalised personalized personalization personalisation|tumour tumors|centre centers|grey gray|dialog dialogue dialogues
    judgement judgment judgements|fibre fibers|defence defense|analyse analyze analysed|catalogue catalog|modelling modeling
    labelled labeled|signalling signaling|programme program|artefact artifacts|ageing aging|haemoglobin hemoglobin
    anaesthesia anesthesia|paediatric pediatric|oestrogen estrogen|sulphur sulfur|manoeuvre maneuver|neighbour neighbor
    neighbourhood neighborhood|favourite favorite|unlabelled unlabeled|fulfil fulfill|aluminium aluminum|kilometre kilometer
    Łukasz Lukasz|Ægir Aegir|naïve naive|Zoë Zoe|Straße Strasse|ørsted orsted|supervise supervised supervision
    precise precision|finetuning fine-tuning|pre-training pretraining|multi-modal multimodal`
    .split(/[|\n]/)
    .map((line) => line.trim().split(' '))
    .filter((words) => words.length > 1);
  it.each(same)('%s %s', (...words) => {
    const [first = [], ...others] = words.map((each) => indexTerms(each));
    expect(others.every((terms) => terms.some((term) => first.includes(term)))).toBe(true);
  });
  const different = `
    radius radio|bus bu|plus plu|gas ga|model modal|metre diameter|analysis analyst|basis base|axis axe|noise noisome|optimum optimism
    noise nose|series serial|media medium|corpus corpse|promise premise|prize prise`
    .split(/[|\n]/)
    .map((line) => line.trim().split(' '))
    .filter((words) => words.length > 1);
  it.each(different)('%s is not %s', (a = '', b = '') =>
    expect(indexTerms(a).filter((term) => indexTerms(b).includes(term))).toEqual([]),
  );
});

it('keeps the first letter of every form of a word', async () => {
  const { papers } = await seedCorpus();
  const irregular = [
    'indices',
    'matrices',
    'criteria',
    'mice',
    'feet',
    'people',
    'children',
    'analyses',
    'axes',
    'oxen',
  ];
  const words = papers.flatMap(({ abstract }) => tokenize(abstract).map(({ surface }) => surface));
  const changed = [...new Set([...irregular, ...words])].filter((word) => baseForm(word)[0] !== word[0]);
  expect(changed).toEqual([]);
});

describe('several words that are one thing', () => {
  it.each([
    ['fine tuning', 'finetun'],
    ['fine-tuned', 'finetun'],
    ['finetunes', 'finetun'],
    ['reinforcement learning', 'rl'],
    ['RL', 'rl'],
    ['mixtures of experts', 'moe'],
    ['reinforcement learning with verifiable rewards', 'rlvr'],
    ['post-training quantization', 'ptq'],
    ['posttraining quantisation', 'ptq'],
    ['4-bit floating-point', 'fp4'],
    ['MXFP4', 'fp4'],
    ['NVFP4', 'fp4'],
    ['uint8', 'int8'],
    ['Qwen 3', 'qwen3'],
    ['Qwen-3', 'qwen3'],
    ['Llama 3.1', 'llama3.1'],
    ['k-means', 'kmean'],
    ['k means', 'kmean'],
    ['N:M sparsity', 'n:m'],
    ['speech2text', 'text'],
  ])('%s has %s', (text, term) => expect(indexTerms(text)).toContain(term));
  it('takes single letters for words in names only', () => {
    expect(indexTerms('n m S* a b')).toEqual(['s*']);
    expect(indexTerms('reinforced models learn')).not.toContain('rl');
  });
});
