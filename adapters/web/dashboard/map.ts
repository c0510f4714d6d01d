import { html } from 'hono/html';
import { placeKey } from '../../../src/topics/place.ts';
import { namedChannels, type Opened } from './followed.ts';
import type { Piece } from './layout.ts';
import type { ReadNames } from './place-names.ts';

/** The page of the map. Its script fetches what is on it. */
export async function mapContent({ store }: Opened, names: ReadNames): Promise<Piece> {
  const { states: channels, nameOf } = await namedChannels(store, names);
  return html`<p>Each dot is a paper: near ones are about the same, and its colour is the topic that it matches. Draw a line around dots to choose
them, or choose an area or a topic from the lists.</p>
<p id="map-state" role="status">Fetching the map …</p>
<div id="map-parts" hidden>
<div class="row" role="group" aria-label="Zoom"><button type="button" id="map-in" aria-label="Zoom in">+</button><button type="button" id="map-out" aria-label="Zoom out" disabled>−</button><button type="button" id="map-all" disabled>Whole map</button></div>
<canvas id="map" role="img" tabindex="0" aria-label="Map of the papers. The lists below hold the same papers." aria-describedby="map-keys"></canvas>
<p id="map-keys" class="facts">Zoom with the wheel, two fingers or the buttons; on the map, + and − zoom, 0 shows all of it, and the arrow keys or a drag with Shift move it.</p>
<p id="map-hover" class="facts" aria-hidden="true"></p>
<div class="columns">
<section><h2>Topics</h2><ul id="map-topics" class="choices"></ul></section>
<section><h2>Areas</h2><ul id="map-areas" class="choices"></ul></section>
</div>
<section id="chosen" hidden>
<h2 id="chosen-count" tabindex="-1"></h2>
<form id="follow">
<label for="topic">Topic</label>
<div class="row"><input id="topic" name="topic" required maxlength="2000" aria-describedby="topic-about"><a id="topic-search" class="button" href="/dashboard">Try it</a></div>
<p id="topic-about" class="facts">Suggested from the words that these papers share. Change it as you like.</p>
${
  channels.length === 0
    ? html`<p>No channel gets a digest yet, so there is none that could follow it.</p>`
    : html`<label for="place">Channel</label>
<div class="row"><select id="place" name="place">${channels.map(
        ({ place }) => html`<option value="${placeKey(place)}">${nameOf(place)}</option>`,
      )}</select><button>Follow</button></div>`
}
<p id="followed" role="status"></p>
</form>
<ol id="chosen-papers"></ol>
</section>
</div>
<noscript><p>The map needs its script. <a href="/dashboard">Search</a> and <a href="/dashboard/topics">Topics</a> work without.</p></noscript>`;
}
