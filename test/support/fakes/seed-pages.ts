import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parsePage } from '../../../src/corpus/pages/parse-page.ts';

export const SEEDS = fileURLToPath(new URL('../../../seeds', import.meta.url));

export const SEED_FILES = [
  '000_ea52df2f11f40c3e.txt',
  '002_0ae8c7bdb7153a59.txt',
  '003_f51f7b1b92ec5d96.txt',
  '004_331f6046d5bd2c4c.txt',
] as const;

export const seedText = (file: string): string => readFileSync(`${SEEDS}/${file}`, 'utf8');

export const [NOTES, SPACED, COMPACT, SPACED_TOO] = SEED_FILES;

export const parseSeed = (file: string) => parsePage(file, seedText(file));
