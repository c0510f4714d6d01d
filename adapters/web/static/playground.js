/** The island of the playground: fetches what the server has drawn, and sends what a person does. */

const csrf = document.querySelector('meta[name=csrf-token]').content;
const get = (id) => document.getElementById(id);
const state = { channel: '', skin: 'slack', thread: undefined, payload: undefined };
const abouts = { thread: get('thread-panel'), payload: get('payload-panel') };

const say = (text) => {
  get('status').textContent = text;
};

async function fetchText(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(await response.text());
  return response.text();
}

async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-csrf-token': csrf },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return await response.json();
  } catch (error) {
    say(error.message || 'Paperboy does not answer. Is it still running?');
    return undefined;
  }
}

/**
 * Of several answers on their way, an older one can come last. It must not replace a newer one.
 * @returns a function to call before each request; its result says, once the answer is there, whether to draw it
 */
function createNewest() {
  let asked = 0;
  let drawn = 0;
  return () => {
    const mine = ++asked;
    return () => {
      if (mine < drawn) return false;
      drawn = mine;
      return true;
    };
  };
}
const newest = {
  messages: createNewest(),
  thread: createNewest(),
  payload: createNewest(),
  now: createNewest(),
};

const atEnd = (element) => element.scrollHeight - element.scrollTop - element.clientHeight < 80;

/** @param follow shows the newest message */
async function showMessages(follow = false) {
  const element = get('messages');
  const channel = state.channel;
  const stays = !follow && !atEnd(element);
  const isNewest = newest.messages();
  const shown = await fetchText(`/messages/${channel}?skin=${state.skin}`);
  if (channel !== state.channel || !isNewest()) return;
  element.innerHTML =
    shown || '<p class="empty">Nothing here yet. Try “/papers search long context”, or move the time.</p>';
  if (!stays) element.scrollTop = element.scrollHeight;
}

async function showThread() {
  abouts.thread.hidden = state.thread === undefined;
  if (state.thread === undefined) return;
  const isNewest = newest.thread();
  const shown = await fetchText(`/messages/${state.channel}?skin=${state.skin}&thread=${state.thread}`);
  if (isNewest()) get('thread').innerHTML = shown;
}

async function showPayload() {
  abouts.payload.hidden = state.payload === undefined;
  if (state.payload === undefined) return;
  const isNewest = newest.payload();
  const shown = await fetchText(`/payload/${state.payload}?skin=${state.skin}`);
  if (isNewest()) get('payload').innerHTML = shown;
}

async function showNow() {
  const { channel } = state;
  const isNewest = newest.now();
  const [now, behind] = await Promise.all([fetchText(`/now/${channel}`), fetchText(`/behind/${channel}`)]);
  if (channel !== state.channel || !isNewest()) return;
  get('now').innerHTML = now;
  get('behind').innerHTML = behind;
}

const failed = (error) => say(error.message);

function choose(channel) {
  state.channel = channel;
  state.thread = undefined;
  for (const each of document.querySelectorAll('[data-channel]')) {
    const isCurrent = each.dataset.channel === channel;
    each.setAttribute('aria-current', String(isCurrent));
    if (!isCurrent) continue;
    each.querySelector('.new').hidden = true;
    get('channel-name').textContent = each.dataset.name;
  }
  showMessages(true).catch(failed);
  showThread().catch(failed);
  showNow().catch(failed);
}

function follow(next) {
  if (next === undefined) return;
  if (next.problem) say(next.problem);
  if (next.thread) {
    state.thread = next.thread;
    showThread().catch(failed);
  }
  if (next.form) openForm(next.form);
}

async function send(text, thread) {
  say('');
  follow(await post('/say', { channel: state.channel, text, skin: state.skin, ...(thread && { thread }) }));
  await showMessages(true);
}

function openForm(form) {
  const dialog = get('dialog');
  dialog.innerHTML = form;
  dialog.showModal();
}

get('dialog').addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const fields = Object.fromEntries(new FormData(form));
  const next = await post('/submit', { channel: state.channel, command: form.dataset.command, fields });
  if (next?.problem) form.querySelector('.problem').textContent = next.problem;
  else if (next) get('dialog').close();
});

let asked = 0;
get('dialog').addEventListener('input', async ({ target }) => {
  if (!target.dataset.suggest) return;
  const mine = ++asked;
  const query = new URLSearchParams({
    command: target.form.dataset.command,
    option: target.dataset.suggest,
    text: target.value,
    channel: state.channel,
  });
  const found = JSON.parse(await fetchText(`/suggest?${query}`));
  if (mine !== asked) return;
  target.list.replaceChildren(...found.map(({ label, value }) => new Option(label, value)));
});

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('button');
  if (button === null) return;
  const { press, channel, thread, inspect, step, say: line } = button.dataset;
  if (press !== undefined) {
    const message = button.closest('[data-message]').dataset.message;
    follow(await post('/press', { message, press, skin: state.skin }));
  } else if (channel !== undefined) choose(channel);
  else if (thread !== undefined) {
    state.thread = thread;
    await showThread();
    get('thread').focus();
  } else if (inspect !== undefined) {
    state.payload = inspect;
    await showPayload();
    abouts.payload.scrollIntoView({ block: 'nearest' });
  } else if (line !== undefined) await send(line);
  else if (step !== undefined) await move(step);
  else if ('close' in button.dataset) get('dialog').close();
  else if (button.id === 'close-thread') {
    state.thread = undefined;
    await showThread();
  } else if (button.id === 'close-payload') {
    state.payload = undefined;
    await showPayload();
  }
});

async function move(step) {
  const buttons = [...document.querySelectorAll('[data-step]')];
  for (const each of buttons) each.disabled = true;
  say('The time is moving …');
  const moved = await post('/time', { step });
  if (moved !== undefined) say(moved.problem ?? 'Here we are.');
  for (const each of buttons) each.disabled = false;
  await showNow();
}

document.addEventListener('change', async ({ target }) => {
  if ('menu' in target.dataset && target.value !== '') {
    const message = target.closest('[data-message]').dataset.message;
    const press = target.value;
    target.value = '';
    follow(await post('/press', { message, press, skin: state.skin }));
  } else if (target.id === 'skin') {
    state.skin = target.value;
    document.body.dataset.skin = target.value;
    await Promise.all([showMessages(), showThread(), showPayload()]);
  } else if (target.id === 'theme') document.body.dataset.theme = target.value;
});

const commandStart = /^\/papers(?:-admin)?\s+/i;
const field = get('text');
const list = get('completions');
let chosen = -1;

function showCompletions(found) {
  chosen = -1;
  list.replaceChildren(
    ...found.map(({ label, value }, i) => {
      const item = document.createElement('li');
      Object.assign(item, { id: `completion-${i}`, textContent: label, role: 'option' });
      item.dataset.value = value;
      return item;
    }),
  );
  list.hidden = found.length === 0;
  field.setAttribute('aria-expanded', String(!list.hidden));
  field.removeAttribute('aria-activedescendant');
}

function take(item) {
  typing++;
  field.value = `/papers ${item.dataset.value}`;
  showCompletions([]);
  field.focus();
}

/** Goes up with each key that makes an answer on its way too late: it must not replace a list in which somebody chooses. */
let typing = 0;
field.addEventListener('input', async () => {
  const mine = ++typing;
  if (field.value === '/') return showCompletions([{ label: '/papers', value: '' }]);
  if (!commandStart.test(field.value)) return showCompletions([]);
  const query = new URLSearchParams({
    line: field.value.replace(commandStart, ''),
    channel: state.channel,
  });
  const found = JSON.parse(await fetchText(`/complete?${query}`));
  if (mine === typing) showCompletions(found);
});

field.addEventListener('keydown', (event) => {
  const items = [...list.children];
  if (list.hidden) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    typing++;
    chosen = (chosen + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % items.length;
    for (const [i, item] of items.entries()) item.setAttribute('aria-selected', String(i === chosen));
    field.setAttribute('aria-activedescendant', items[chosen].id);
    items[chosen].scrollIntoView({ block: 'nearest' });
  } else if (event.key === 'Tab' || (event.key === 'Enter' && chosen >= 0)) {
    event.preventDefault();
    take(items[Math.max(0, chosen)]);
  } else if (event.key === 'Escape') {
    typing++;
    showCompletions([]);
  }
});

list.addEventListener('mousedown', (event) => {
  event.preventDefault();
  const item = event.target.closest('li');
  if (item !== null) take(item);
});

for (const [form, input] of [
  ['composer', 'text'],
  ['reply', 'reply-text'],
])
  get(form).addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = get(input).value.trim();
    if (text === '') return;
    typing++;
    get(input).value = '';
    showCompletions([]);
    await send(text, form === 'reply' ? state.thread : undefined);
  });

let pending;
const events = new EventSource('/events');
events.addEventListener('changed', ({ data }) => {
  if (data !== state.channel) {
    const other = document.querySelector(`[data-channel="${CSS.escape(data)}"] .new`);
    if (other !== null) other.hidden = false;
    return;
  }
  clearTimeout(pending);
  pending = setTimeout(() => {
    Promise.all([showMessages(), showThread(), showNow()]).catch(failed);
  }, 30);
});
const isLost = 'The connection to Paperboy is lost; it is tried again.';
events.addEventListener('error', () => say(isLost));
events.addEventListener('open', () => {
  if (get('status').textContent === isLost) say('');
});

get('messages').innerHTML = '<p class="small">Getting the papers ready …</p>';
choose(document.querySelector('[data-channel]').dataset.channel);
