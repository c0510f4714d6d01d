import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { UserError } from '../../errors.ts';
import { nearestNames } from '../../search/suggest/nearest-names.ts';
import type { FileProblem } from './configuration.ts';

/** A value of the file; null where a key has none. */
type Value = Node | null;

/** Reads nodes of a YAML document, and gathers everything that is wrong with them. */
export interface YamlReader {
  readonly root: Value;
  /** By their lines. */
  problems(): readonly FileProblem[];
  /** Adds a problem at a node. */
  refuse(at: Value, message: string): undefined;
  /**
   * The values of a mapping by their keys. Unknown keys, and required ones that are missing, are problems.
   * @param what the mapping, in words: `a channel`
   */
  keysOf<Key extends string>(
    node: Value,
    what: string,
    keys: readonly Key[],
    required?: readonly Key[],
  ): { readonly [Name in Key]?: Value } | undefined;
  /** The items of a list. */
  itemsOf(node: Value, what: string): readonly Value[] | undefined;
  /** A scalar as it is written: a long number keeps its digits. */
  textOf(node: Value, what: string): string | undefined;
  /** What a reader of commands makes of a text; what it refuses is a problem at the node. */
  read<Result>(node: Value, read: () => Result): Result | undefined;
  isMapping(node: Value): boolean;
  isList(node: Value): boolean;
}

/** Reads values out of YAML and collects what is wrong, with lines. Never throws: a text that is no YAML is a problem. */
export function createYamlReader(text: string): YamlReader {
  const lines = new LineCounter();
  const document: Document.Parsed = parseDocument(text, { lineCounter: lines });
  const problems: FileProblem[] = [];
  const addAt = (offset: number, message: string) => {
    const { line, col } = lines.linePos(offset);
    problems.push({ line: Math.max(line, 1), column: Math.max(col, 1), message });
  };
  for (const { pos, message } of [...document.errors, ...document.warnings])
    addAt(pos[0], `This isn’t valid YAML: ${message.split(/ at line \d+/)[0]}.`.replace('..', '.'));
  const resolve = (node: Value): Value => (isAlias(node) ? (node.resolve(document) ?? null) : node);
  const refuse = (at: Value, message: string) => {
    addAt(at?.range?.[0] ?? 0, message);
    return undefined;
  };
  const textOf = (node: Value, what: string) => {
    const value = resolve(node);
    if (!isScalar(value) || value.value === null) return refuse(node, `Here ${what} is missing.`);
    const typed = typeof value.value === 'string' ? value.value : (value.source ?? String(value.value));
    return typed.trim() === '' ? refuse(node, `Here ${what} is missing.`) : typed;
  };
  return {
    root: document.contents,
    problems: () => problems.toSorted((a, b) => a.line - b.line || a.column - b.column),
    refuse,
    textOf,
    isMapping: (node) => isMap(resolve(node)),
    isList: (node) => isSeq(resolve(node)),
    keysOf(node, what, keys, required = []) {
      const map = resolve(node);
      if (!isMap(map)) return refuse(node, `${what} needs keys: ${keys.join(', ')}.`);
      const found: { [Name in (typeof keys)[number]]?: Value } = {};
      const given = new Set<string>();
      for (const { key, value } of (map as YAMLMap<Node, Node | null>).items) {
        const name = isScalar(key) ? String(key.value) : '';
        const known = keys.find((each) => each === name);
        given.add(name);
        if (known === undefined) refuse(key, unknownKey(name, what, keys));
        else if (isNothing(value)) refuse(key, `“${name}” has no value. Write one, or leave the key out.`);
        else found[known] = value;
      }
      const missing = required.filter((each) => !given.has(each));
      if (missing.length > 0) refuse(map, `${what} needs ${missing.map((each) => `“${each}”`).join(', ')}.`);
      return found;
    },
    itemsOf(node, what) {
      const list = resolve(node);
      return isSeq(list)
        ? (list.items as Node[])
        : refuse(node, `${what} is a list: a line with “- ” for each.`);
    },
    read(node, read) {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return refuse(node, `${error.message} ${error.hint}`.trim());
      }
    },
  };
}

/** A key without a value, or with `null`. */
const isNothing = (value: Value): value is null =>
  value === null || (isScalar(value) && value.value === null);

function unknownKey(name: string, what: string, keys: readonly string[]): string {
  const [nearest] = nearestNames(name, keys, 1);
  const hint =
    nearest === undefined
      ? `There is ${keys.map((key) => `“${key}”`).join(', ')}.`
      : `Did you mean “${nearest}”?`;
  return `${what} has no “${name.slice(0, 40)}”. ${hint}`;
}
