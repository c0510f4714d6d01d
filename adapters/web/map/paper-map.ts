import type { PaperIndex } from '../../../src/ports/index.ts';
import { createGiveWay, inSteps } from '../../../src/time/in-order.ts';
import { createPhraseCounter, tellingPhrases } from '../../../src/topics/telling-phrases.ts';
import { findAreas } from './areas.ts';
import { layOut } from './umap.ts';

interface MappedPaper {
  readonly id: string;
  readonly title: string;
  /** From 0 to 1, as `y`. */
  readonly x: number;
  readonly y: number;
  /** The number of its area. */
  readonly area: number;
}

interface NamedArea {
  /** What its titles have more often than others: `kv cache, quantization`. */
  readonly name: string;
  /** Of its middle, from 0 to 1. */
  readonly x: number;
  readonly y: number;
}

/**
 * | kind | |
 * |---|---|
 * | `none` | no paper has a vector |
 * | `drawing` | the first map is being computed |
 * | `ready` | a map, which may be a little older than the newest papers |
 */
export type MapState =
  | { readonly kind: 'none' }
  | { readonly kind: 'drawing'; readonly papers: number }
  | { readonly kind: 'ready'; readonly papers: readonly MappedPaper[]; readonly areas: readonly NamedArea[] };

/** A map of the papers by what they are about. */
export interface PaperMap {
  /** Begins to draw the map when there is none yet, or the papers are a tenth more or fewer than on it. Waits for no map. */
  read(): Promise<MapState>;
}

/** The newest papers: more dots are hard to tell apart, and take minutes to lay out. */
export const mostMapped = 20_000;
const redrawnFrom = 0.1;
/** Milliseconds for which the process may be busy with the map until it gives way to other work. */
const busyMs = 8;
const phrasesInName = 2;

/** @param onBug called where the map cannot be drawn; the next `read` tries again */
export function createPaperMap(
  index: Pick<PaperIndex, 'paperVectors' | 'paper'>,
  onBug: (error: unknown) => unknown,
): PaperMap {
  let drawn: Extract<MapState, { readonly kind: 'ready' }> | undefined;
  let drawing: Promise<void> | undefined;
  return {
    async read() {
      const vectors = await index.paperVectors(mostMapped);
      const changed = Math.abs(vectors.length - (drawn?.papers.length ?? 0));
      if (vectors.length > 0 && changed > redrawnFrom * (drawn?.papers.length ?? 0) && !drawing)
        drawing = draw(vectors, index)
          .then((map) => {
            drawn = map;
          }, onBug)
          .then(() => {
            drawing = undefined;
          });
      if (drawn !== undefined) return drawn;
      return vectors.length === 0 ? { kind: 'none' } : { kind: 'drawing', papers: vectors.length };
    },
  };
}

async function draw(
  vectors: Awaited<ReturnType<PaperIndex['paperVectors']>>,
  index: Pick<PaperIndex, 'paper'>,
): Promise<Extract<MapState, { readonly kind: 'ready' }>> {
  const giveWay = createGiveWay(busyMs);
  const titles: string[] = [];
  for (const { id } of vectors) {
    titles.push((await index.paper(id))?.title ?? '');
    await giveWay();
  }
  const layout = await inSteps(layOut(vectors.map(({ vector }) => vector)), giveWay);
  const areas = await inSteps(findAreas(layout), giveWay);
  const areaOf = new Map(areas.flatMap(({ points }, area) => points.map((point) => [point, area] as const)));
  const all = createPhraseCounter();
  const own = areas.map(() => createPhraseCounter());
  for (const [i, title] of titles.entries()) {
    all.add(title);
    own[areaOf.get(i) ?? 0]?.add(title);
    await giveWay();
  }
  const named: NamedArea[] = [];
  for (const [i, { x, y }] of areas.entries()) {
    const phrases = tellingPhrases((own[i] ?? all).counts(), all.counts(), phrasesInName);
    named.push({ name: phrases.map(({ phrase }) => phrase).join(', ') || `Area ${i + 1}`, x, y });
    await giveWay();
  }
  const papers = vectors.map(({ id }, i) => ({
    id,
    title: titles[i] ?? '',
    x: layout[2 * i] as number,
    y: layout[2 * i + 1] as number,
    area: areaOf.get(i) ?? 0,
  }));
  return { kind: 'ready', papers, areas: named };
}
