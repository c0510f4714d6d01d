import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { etiquette, refusalTime } from '../../../../adapters/feeds/http/etiquette.ts';
import { defined } from '../../../../src/defined.ts';

describe.each(Object.entries(etiquette))('the etiquette of %s', (_, limits) => {
  it('has a lease that outlasts every request', () => {
    expect(limits.leaseMs).toBeGreaterThanOrEqual(limits.answerDeadlineMs + 10_000);
    expect(limits.answerDeadlineMs).toBeGreaterThanOrEqual(limits.headDeadlineMs);
  });

  it('leaves a host that refuses alone for at least as long as it said, and longer each time', () => {
    const said = fc.option(fc.nat({ max: 2 ** 40 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.constantFrom(403, 406, 429, 503),
        said,
        fc.nat({ max: 5_000 }),
        (status, saidMs, before) => {
          const refusal = { status, ...defined({ saidMs }) };
          const waitMs = refusalTime(refusal, before, limits);
          expect(waitMs).toBeGreaterThanOrEqual(Math.min(saidMs ?? 0, limits.maxRetryAfterMs));
          expect(waitMs).toBeGreaterThanOrEqual(limits.minRetryAfterMs);
          expect(waitMs).toBeLessThanOrEqual(24 * 3_600_000);
          expect(refusalTime(refusal, before + 1, limits)).toBeGreaterThanOrEqual(waitMs);
        },
      ),
    );
  });
});

it('pauses three seconds at arXiv, as arXiv asks', () => expect(etiquette.arxiv.pauseMs).toBe(3_000));
it('stays far below Hugging Face’s 500 requests in five minutes', () =>
  expect(300_000 / etiquette.huggingface.pauseMs).toBeLessThanOrEqual(400));
