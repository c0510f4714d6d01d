/** The island of the map: draws what the server has laid out, and follows a topic for what a person chooses on it. */

import { createView } from './map-view.js';

const csrf = document.querySelector('meta[name=csrf-token]').content;
const get = (id) => document.getElementById(id);
const canvas = get('map');
const pen = canvas.getContext('2d');
const listed = 100;
/** Ids that are sent to suggest a topic. */
const sent = 500;
const margin = 24;
let data;
let chosen = new Set();
let lasso = [];
let isWaiting = false;
/** Once for all that happens until the screen is drawn. */
function drawSoon() {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => {
    isWaiting = false;
    if (data) draw();
  });
}
const view = createView(canvas, () => {
  get('map-out').disabled = get('map-all').disabled = view.scale() === 1;
  drawSoon();
});

async function load() {
  const response = await fetch('/dashboard/map.json');
  if (!response.ok) throw new Error(await response.text());
  const found = await response.json();
  const count = found.papers?.length ?? found.papers;
  if (found.kind === 'none') {
    get('map-state').textContent =
      'No paper has a vector yet, so there is nothing to lay out. The model embeds papers soon after a start, unless EMBEDDINGS=none.';
    return;
  }
  if (found.kind === 'drawing') {
    get('map-state').textContent =
      `Laying out ${count.toLocaleString('en')} papers. This takes from seconds to some minutes, once.`;
    setTimeout(() => load().catch(failed), 1_500);
    return;
  }
  data = {
    topics: found.topics,
    papers: found.papers.map(([x, y, topic, area, id, title]) => ({ x, y, topic, area, id, title })),
    areas: found.areas.map(([name, x, y]) => ({ name, x, y })),
  };
  data.box = boxOf(data.papers);
  get('map-state').textContent =
    count < found.of
      ? `${count.toLocaleString('en')} of ${found.of.toLocaleString('en')} papers. The map has at most 20,000, and only those that the model has read.`
      : `${count.toLocaleString('en')} papers.`;
  get('map-parts').hidden = false;
  choices(
    get('map-topics'),
    data.topics.map((name, topic) => ({ name, dot: topic, has: (paper) => paper.topic === topic })),
  );
  choices(
    get('map-areas'),
    data.areas.map(({ name }, area) => ({ name, has: (paper) => paper.area === area })),
  );
  if (data.topics.length === 0) get('map-topics').textContent = 'No channel follows a topic yet.';
  draw();
}

function failed(error) {
  get('map-state').textContent = error.message || 'Paperboy does not answer. Is it still running?';
}

function choices(list, items) {
  list.replaceChildren(
    ...items.map(({ name, dot, has }) => {
      const papers = data.papers.filter(has);
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      if (dot !== undefined) {
        const mark = document.createElement('span');
        mark.className = `dot topic-${dot}`;
        button.append(mark);
      }
      button.append(`${name} (${papers.length.toLocaleString('en')})`);
      button.addEventListener('click', () => choose(papers, true).catch(failed));
      item.append(button);
      return item;
    }),
  );
}

/** Where a paper or an area is on the canvas, which the map fills: its axes mean nothing by themselves. */
const spot = ({ x, y }) => {
  const { left, right, top, bottom } = data.box;
  const within = (value, low, high, size) =>
    margin + ((value - low) / (high - low || 1)) * (size - 2 * margin);
  return view.spot([within(x, left, right, canvas.clientWidth), within(y, top, bottom, canvas.clientHeight)]);
};

function boxOf(papers) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of papers) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** A colour of the style sheet, as the canvas can read it. */
function colour(name) {
  canvas.style.color = `var(${name})`;
  return getComputedStyle(canvas).color;
}

function draw() {
  const ratio = devicePixelRatio || 1;
  canvas.width = canvas.clientWidth * ratio;
  canvas.height = canvas.clientHeight * ratio;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  const colours = Array.from({ length: 8 }, (_, i) => colour(`--topic-${i}`));
  const [none, ink] = [colour('--topic-none'), colour('--ink')];
  const isMatched = ({ topic }) => topic >= 0;
  // Dots without a topic are below the others.
  dots(
    data.papers.filter((paper) => !isMatched(paper)),
    () => none,
    0.55,
  );
  dots(data.papers.filter(isMatched), ({ topic }) => colours[topic], 0.9);
  rings(
    data.papers.filter(({ id }) => chosen.has(id)),
    ink,
  );
  labels(ink, colour('--paper'));
  if (lasso.length > 1) outline(lasso, colour('--accent'));
}

/** Pixels that a dot or half a name may be outside and still be seen. */
const edge = 8;
const isSeen = ([x, y]) =>
  x > -edge && y > -edge && x < canvas.clientWidth + edge && y < canvas.clientHeight + edge;

/** Up to twice as large where fewer are seen. */
const radius = () =>
  (data.papers.length > 5_000 ? 1.6 : data.papers.length > 1_000 ? 2.4 : 4) *
  Math.min(2, Math.sqrt(view.scale()));

function dots(papers, colourOf, alpha) {
  pen.globalAlpha = alpha;
  for (const paper of papers) {
    const [x, y] = spot(paper);
    if (!isSeen([x, y])) continue;
    pen.beginPath();
    pen.arc(x, y, radius(), 0, 2 * Math.PI);
    pen.fillStyle = colourOf(paper);
    pen.fill();
  }
  pen.globalAlpha = 1;
}

function rings(papers, ink) {
  pen.strokeStyle = ink;
  pen.lineWidth = 1.5;
  for (const paper of papers) {
    const [x, y] = spot(paper);
    pen.beginPath();
    pen.arc(x, y, radius() + 1, 0, 2 * Math.PI);
    pen.stroke();
  }
}

function outline(line, accent) {
  pen.beginPath();
  for (const [x, y] of line) pen.lineTo(x, y);
  pen.closePath();
  pen.strokeStyle = accent;
  pen.lineWidth = 2;
  pen.stroke();
}

/** The names of areas: the largest first, and none over another one. */
function labels(ink, paper) {
  pen.font = '600 13px system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  const taken = [];
  for (const area of data.areas) {
    const { name } = area;
    const [middle, y] = spot(area);
    const half = pen.measureText(name).width / 2 + 4;
    const x = Math.max(half, Math.min(canvas.clientWidth - half, middle));
    if (2 * half > canvas.clientWidth || !isSeen([middle, y])) continue;
    if (taken.some((other) => Math.abs(other.y - y) < 20 && Math.abs(other.x - x) < other.half + half))
      continue;
    taken.push({ x, y, half });
    pen.lineWidth = 4;
    pen.strokeStyle = paper;
    pen.strokeText(name, x, y);
    pen.fillStyle = ink;
    pen.fillText(name, x, y);
  }
}

function nearest([x, y], within) {
  let best;
  let least = within ** 2;
  for (const paper of data.papers) {
    const [px, py] = spot(paper);
    const distance = (px - x) ** 2 + (py - y) ** 2;
    if (distance < least) [best, least] = [paper, distance];
  }
  return best;
}

/** Whether a point is within a line: how often a ray from it crosses the line. */
function isWithin([x, y], line) {
  let inside = false;
  for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
    const [[ax, ay], [bx, by]] = [line[i], line[j]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

canvas.addEventListener('pointerdown', (event) => {
  lasso = view.isMoving() ? [] : [view.at(event)];
  canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener('pointermove', (event) => {
  if (!data || view.isMoving()) return;
  if (lasso.length > 0) {
    lasso.push(view.at(event));
    drawSoon();
    return;
  }
  get('map-hover').textContent = nearest(view.at(event), 12)?.title ?? '';
});
canvas.addEventListener('pointerup', () => {
  const line = lasso;
  lasso = [];
  if (!data || line.length === 0 || view.isMoving()) return;
  const [[x, y]] = line;
  const isDrawn = line.some(([px, py]) => Math.hypot(px - x, py - y) > 8);
  const one = isDrawn ? undefined : nearest([x, y], 12);
  const within = isDrawn ? data.papers.filter((paper) => isWithin(spot(paper), line)) : [];
  choose(one ? [one] : within).catch(failed);
});
canvas.addEventListener('pointercancel', () => {
  lasso = [];
  draw();
});

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

const searchUrl = (query) => `/dashboard?${new URLSearchParams({ q: query })}`;

/** @param moves the focus goes to what was chosen */
async function choose(papers, moves = false) {
  chosen = new Set(papers.map((paper) => paper.id));
  draw();
  get('chosen').hidden = papers.length === 0;
  if (papers.length === 0) return;
  get('chosen-count').textContent =
    papers.length === 1 ? '1 paper chosen' : `${papers.length.toLocaleString('en')} papers chosen`;
  get('followed').textContent = '';
  const shown = papers.slice(0, listed).map((paper) => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = `/dashboard?${new URLSearchParams({ similar: paper.id })}`;
    link.textContent = paper.title;
    item.append(link);
    return item;
  });
  get('chosen-papers').replaceChildren(...shown);
  if (moves) get('chosen-count').focus();
  const step = Math.max(1, papers.length / sent);
  const ids = Array.from(
    { length: Math.min(sent, papers.length) },
    (_, i) => papers[Math.floor(i * step)].id,
  );
  const mine = chosen;
  const { topic = '' } = await post('/dashboard/map/topic', { ids }).catch((error) => {
    get('followed').textContent = error.message;
    return {};
  });
  if (mine !== chosen) return;
  get('topic').value = topic;
  get('topic-search').href = searchUrl(topic);
}

get('topic').addEventListener('input', ({ target }) => {
  get('topic-search').href = searchUrl(target.value);
});

get('follow').addEventListener('submit', async (event) => {
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(event.target));
  if (!fields.place) return;
  const { said } = await post('/dashboard/follow', fields).catch((error) => ({ said: error.message }));
  get('followed').textContent = said;
});

addEventListener('resize', () => data && view.fit());
get('map-in').addEventListener('click', view.zoomIn);
get('map-out').addEventListener('click', view.zoomOut);
get('map-all').addEventListener('click', view.showAll);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => data && draw());
load().catch(failed);
