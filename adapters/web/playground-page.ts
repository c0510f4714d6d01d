import { html } from 'hono/html';
import { htmlPage } from './http/page.ts';
import { type Channel, channelName } from './workspace.ts';

/** The page itself. What is in the channels is fetched by its script. */
export const playgroundPage = (channels: readonly Channel[], csrf: string) =>
  htmlPage({
    title: 'Paperboy playground',
    styles: ['playground.css'],
    scripts: ['playground.js'],
    csrf,
    body: html`<body data-skin="slack" data-theme="auto">
<a class="skip" href="#text">Skip to the message field</a>
<header>
<h1>Paperboy <span>playground</span></h1>
<div class="settings">
<a href="/dashboard">Dashboard</a>
<label>Looks like <select id="skin"><option value="slack">Slack</option><option value="discord">Discord</option></select></label>
<label>Colours <select id="theme"><option value="auto">As the system</option><option value="light">Light</option><option value="dark">Dark</option></select></label>
</div>
</header>
<div class="columns">
<nav aria-label="Channels"><ul>${channels.map(
      (channel) =>
        html`<li><button type="button" data-channel="${channel.id}" data-name="${channelName(channel)}">${channelName(channel)}<span class="new" hidden>new</span></button></li>`,
    )}</ul></nav>
<main>
<h2 id="channel-name"></h2>
<p id="about" class="small"></p>
<section id="messages" role="log" aria-label="Messages" tabindex="0"></section>
<form id="composer" autocomplete="off">
<label for="text" class="hidden">Message or command</label>
<input id="text" name="text" maxlength="2000" placeholder="/papers search …, or just ask" role="combobox" aria-expanded="false" aria-controls="completions" aria-autocomplete="list">
<button class="button primary">Send</button>
<ul id="completions" role="listbox" aria-label="Completions" hidden></ul>
</form>
<p id="status" role="status"></p>
</main>
<aside aria-label="Time, and what is behind a message">
<section id="thread-panel" hidden>
<div class="head"><h2>Thread</h2><button type="button" class="plain" id="close-thread">Close</button></div>
<div id="thread" role="log" aria-label="Thread" tabindex="0"></div>
<form id="reply" autocomplete="off"><label for="reply-text" class="hidden">Reply</label><input id="reply-text" name="text" maxlength="2000" placeholder="Reply"><button class="button">Send</button></form>
</section>
<section id="payload-panel" hidden>
<div class="head"><h2>Payload</h2><button type="button" class="plain" id="close-payload">Close</button></div>
<div id="payload"></div>
</section>
<section>
<h2>Time</h2>
<div id="now"></div>
<div class="row">
<button type="button" class="button primary" data-step="morning">Next morning</button>
<button type="button" class="button" data-step="late">A late morning</button>
<button type="button" class="button" data-step="week">+1 week</button>
<button type="button" class="button" data-step="review">The week’s review</button>
</div>
<p class="small">Days are recorded answers of Hugging Face, played one each weekday for a fortnight. Nothing here is sent anywhere, and all is forgotten when Paperboy stops.</p>
</section>
<section>
<h2>Behind the last digest</h2>
<div id="behind"></div>
<div class="row">
<button type="button" class="button" data-say="/papers new">What else came in</button>
<button type="button" class="button" data-say="/papers digest preview">The next one as of now</button>
<button type="button" class="button" data-say="/papers status">Is all well</button>
</div>
</section>
</aside>
</div>
<dialog id="dialog" aria-labelledby="form-title"></dialog>
</body>`,
  });
