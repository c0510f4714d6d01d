import { createHome } from '../../adapters/slack/listen/home.ts';
import { listenLinks } from '../../adapters/slack/listen/links.ts';
import { slackPorts } from '../../src/app/compose/slack.ts';
import { silentLogger } from '../support/fakes/silent-logger.ts';
import type { Payload } from './platform.ts';
import type { World } from './world.ts';

const portsOf = ({ core, services, clock }: World) =>
  slackPorts({
    router: core.router,
    services,
    clock,
    logger: silentLogger,
    onBug: () => '',
    onStopped: () => {},
  });

/** App Home of a person, as Slack's adapter publishes it. */
export async function drawHome(world: World): Promise<Payload[]> {
  const drawn: Payload[] = [];
  const client = {
    async apiCall(_method: string, args: Record<string, unknown> = {}) {
      drawn.push({ platform: 'slack', surface: 'home', body: args['view'] as Payload['body'] });
      return {};
    },
  };
  const callers = { callerOf: async () => world.callerIn('D0ADA') } as unknown as Parameters<
    typeof createHome
  >[0]['callers'];
  const home = createHome({ ...portsOf(world), callers, logger: silentLogger });
  await home.opened({ isEnterpriseInstall: false, teamId: 'T0LAB' }, 'U0ADA', 'D0ADA', client);
  return drawn;
}

/** The preview below a message with a link to a paper. */
export async function drawLinkPreview(world: World): Promise<Payload[]> {
  const drawn: Payload[] = [];
  const client = {
    async apiCall(_method: string, { unfurls = {} }: Record<string, unknown> = {}) {
      for (const body of Object.values(unfurls as Record<string, Payload['body']>))
        drawn.push({ platform: 'slack', surface: 'preview', body });
      return {};
    },
  };
  const isFirst = { isFirst: () => true };
  const app = { ...portsOf(world), recentIds: isFirst } as unknown as Parameters<typeof listenLinks>[0];
  const place = world.placeOf('C0PAPERS');
  const [posted = ''] = await world.services.store.postedPapers(place);
  const arxivId = (await world.services.store.arrivalOf(posted))?.paper.arxivId;
  const links = [{ url: `https://arxiv.org/abs/${arxivId}` }];
  const event = { channel: place.channel, message_ts: '1', links };
  const args = { event, body: { event_id: 'E1' }, client, context: { teamId: 'T0LAB' } };
  await listenLinks(app)(args as unknown as Parameters<ReturnType<typeof listenLinks>>[0]);
  return drawn;
}
