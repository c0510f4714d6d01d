import { spawn, spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Each engine as it comes, over title and abstract. `build` takes documents and returns `search` (the ids of the best ten,
 * best first), `save` and `load` where the engine has them.
 */
export const engines = { ours, minisearch, orama, flexsearch, lunr, fts5 };

const root = fileURLToPath(new URL('../../../dist/', import.meta.url));

async function ours() {
  const { createPaperIndex } = await import(join(root, 'src/search/paper-index.js'));
  const { parseQuery } = await import(join(root, 'src/search/query.js'));
  const { snapshotFile } = await import(join(root, 'src/search/snapshot-file.js'));
  const none = { papers: [], notes: [], subtopics: [] };
  const path = join(tmpdir(), `paperboy-peers-${process.pid}`);
  const file = snapshotFile(path, none);
  const over = (index) => ({
    search: async (text) =>
      (await index.search(parseQuery(text), { offset: 0, limit: 10 })).papers.map(({ item }) => item.id),
    async save() {
      await index.snapshots(file).save(1);
      return statSync(path).size;
    },
    async load() {
      const loaded = createPaperIndex(none);
      (await loaded.snapshots(file).open()).use();
      rmSync(path);
      return over(loaded);
    },
  });
  return async (docs) => {
    const index = createPaperIndex(none);
    await index.put(docs.map((each) => ({ ...each, links: [], sources: [{ file: '', line: 1 }] })));
    return over(index);
  };
}

async function minisearch() {
  const { default: miniSearch } = await import('minisearch');
  const options = { fields: ['title', 'abstract'] };
  const over = (engine) => ({
    search: (text) =>
      engine
        .search(text)
        .slice(0, 10)
        .map(({ id }) => id),
    save() {
      this.saved = JSON.stringify(engine);
      return this.saved.length;
    },
    load() {
      return over(miniSearch.loadJSON(this.saved, options));
    },
  });
  return (docs) => {
    const engine = new miniSearch(options);
    engine.addAll(docs);
    return over(engine);
  };
}

async function orama() {
  const { create, insertMultiple, load, save, search } = await import('@orama/orama');
  const schema = { title: 'string', abstract: 'string' };
  const over = (engine) => ({
    search: async (term) => (await search(engine, { term, limit: 10 })).hits.map(({ id }) => id),
    save() {
      this.saved = JSON.stringify(save(engine));
      return this.saved.length;
    },
    load() {
      const loaded = create({ schema });
      load(loaded, JSON.parse(this.saved));
      return over(loaded);
    },
  });
  return async (docs) => {
    const engine = create({ schema });
    await insertMultiple(engine, docs, 500);
    return over(engine);
  };
}

async function flexsearch() {
  const { Document } = (await import('flexsearch')).default;
  return (docs) => {
    const engine = new Document({ document: { id: 'id', index: ['title', 'abstract'] } });
    for (const each of docs) engine.add(each);
    return {
      search: (text) =>
        engine
          .search(text, { limit: 10, suggest: true, merge: true })
          .slice(0, 10)
          .map(({ id }) => id),
    };
  };
}

async function lunr() {
  const { default: build } = await import('lunr');
  const plain = (text) => text.replace(/[^\p{L}\p{N}]+/gu, ' ');
  const over = (engine) => ({
    search: (text) =>
      engine
        .search(plain(text))
        .slice(0, 10)
        .map(({ ref }) => ref),
    save() {
      this.saved = JSON.stringify(engine);
      return this.saved.length;
    },
    load() {
      return over(build.Index.load(JSON.parse(this.saved)));
    },
  });
  return (docs) =>
    over(
      build(function define() {
        this.ref('id');
        this.field('title');
        this.field('abstract');
        for (const each of docs) this.add(each);
      }),
    );
}

/** Asks the command `sqlite3`, which tells its own time for each statement. */
async function fts5() {
  if (spawnSync('sqlite3', ['--version']).status !== 0) throw new Error('sqlite3 is not installed');
  const text = (value) => `'${value.replaceAll("'", "''").replace(/[\0\n\r]/g, ' ')}'`;
  return async (docs) => {
    const child = spawn('sqlite3', [':memory:']);
    let printed = '';
    child.stdout.on('data', (data) => {
      printed += data;
    });
    let asked = 0;
    const run = async (sql) => {
      const end = `end ${asked++}`;
      printed = '';
      if (!child.stdin.write(`${sql}\n.print ${end}\n`))
        await new Promise((done) => child.stdin.once('drain', done));
      while (!printed.includes(end)) await new Promise(setImmediate);
      const times = [...printed.matchAll(/user ([\d.]+) sys ([\d.]+)/g)].map(([, user, sys]) => +user + +sys);
      return { lines: printed.split('\n'), ms: 1_000 * times.reduce((sum, each) => sum + each, 0) };
    };
    await run(
      ".timer on\nCREATE VIRTUAL TABLE t USING fts5(id UNINDEXED, title, abstract, tokenize='porter unicode61');",
    );
    let ms = 0;
    for (let i = 0; i < docs.length; i += 500) {
      const rows = docs
        .slice(i, i + 500)
        .map(({ id, title, abstract }) => `(${[id, title, abstract].map(text)})`);
      ms += (await run(`INSERT INTO t VALUES ${rows};`)).ms;
    }
    return {
      buildMs: ms,
      async search(query) {
        const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
        const match = text(words.map((word) => `"${word}"`).join(' OR '));
        const { lines, ms: took } = await run(
          `SELECT id FROM t WHERE t MATCH ${match} ORDER BY rank LIMIT 10;`,
        );
        this.searchMs = took;
        return lines.filter((each) => each !== '' && !/^(Run Time|end )/.test(each));
      },
      close: () => child.kill(),
    };
  };
}
