import type { Chart } from '../../../src/cards/card.ts';
import { cleanText, clipText } from '../../../src/cards/text.ts';

/** Slack's block of 16 June 2026, which @slack/types does not know yet (docs.slack.dev, data visualization block). */
export interface ChartBlock {
  readonly type: 'data_visualization';
  readonly block_id?: string;
  readonly title: string;
  readonly chart: {
    readonly type: 'bar';
    readonly series: readonly {
      readonly name: string;
      readonly data: readonly { readonly label: string; readonly value: number }[];
    }[];
    readonly axis_config: { readonly categories: readonly string[] };
  };
}

/** What Slack takes at most, in characters and numbers. */
const most = { title: 50, name: 20, series: 6, categories: 20 } as const;

/** A chart as Slack draws it. Only for workspaces that take the block: see `deliver/charts.ts`. */
export function renderChart({ title, categories, series }: Chart): ChartBlock {
  const labels = uniqueNames(categories.slice(0, most.categories));
  const names = uniqueNames(series.slice(0, most.series).map(({ name }) => name));
  return {
    type: 'data_visualization',
    title: clipText(cleanText(title).trim() || 'Chart', most.title),
    chart: {
      type: 'bar',
      series: names.map((name, i) => ({
        name,
        data: labels.map((label, j) => ({ label, value: series[i]?.values[j] ?? 0 })),
      })),
      axis_config: { categories: labels },
    },
  };
}

/** Slack refuses two series of one name, and long names are cut. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const clean = cleanText(name).trim() || '…';
    let unique = clipText(clean, most.name);
    for (let n = 2; taken.has(unique); n++) unique = `${clipText(clean, most.name - `${n}`.length - 1)} ${n}`;
    taken.add(unique);
    return unique;
  });
}
