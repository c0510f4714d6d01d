import { acceptedContent, inputRequired, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { commandLine } from '../../src/cards/builders.ts';
import { readable } from '../../src/commands/place-handle.ts';
import { savedPapers } from '../../src/commands/reading-list/saved.ts';
import { runLine } from '../../src/commands/run-line.ts';
import { defined } from '../../src/defined.ts';
import { topicText } from '../../src/topics/topic.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { McpDeps } from './deps.ts';
import { problem, result, telling } from './results.ts';
import { paperSchema, toPaper } from './schemas.ts';
import { limit } from './search-tools.ts';

const confirmation = z.object({ follow: z.boolean().describe('Follow this topic?') });

/** Registers the tools that show and change what the place of the caller follows and keeps. */
export function registerPlaceTools(server: McpServer, deps: McpDeps): void {
  const { corpus, caller, router, open, onBug } = deps;
  const reads = { readOnlyHint: true, idempotentHint: true, destructiveHint: false, openWorldHint: false };
  server.registerTool(
    'list_topics',
    {
      title: 'List topics',
      description:
        'The topics that are followed here, and the subtopics of the research notes that could be followed.',
      inputSchema: z.object({}),
      outputSchema: z.object({
        followed: z.array(z.string()),
        subtopics: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
      annotations: reads,
    },
    () =>
      telling(deps, async () => {
        const { store } = await open();
        const followed = await store.subscriptions(await readable(caller));
        return result({
          followed: followed.map(({ topic }) => topicText(topic)),
          subtopics: corpus.subtopics.map(({ id, name }) => ({ id, name })),
        });
      }),
  );
  server.registerTool(
    'list_saved',
    {
      title: 'List saved papers',
      description:
        'The reading list here, the paper that was saved last first. Pass nextCursor as cursor for the next page.',
      inputSchema: z.object({ limit, cursor: z.string().max(100).optional() }),
      outputSchema: z.object({
        papers: z.array(paperSchema),
        total: z.number(),
        nextCursor: z.string().optional(),
      }),
      annotations: reads,
    },
    ({ limit: size, cursor }) =>
      telling(deps, async () => {
        const offset = readCursor('saved', cursor);
        if (offset === undefined)
          return problem('This cursor is none of list_saved. Leave it out to begin anew.');
        const { store } = await open();
        const papers = await savedPapers(await readable(caller), store);
        const next = offset + size;
        return result({
          papers: papers.slice(offset, next).map(toPaper),
          total: papers.length,
          ...defined({ nextCursor: next < papers.length ? writeCursor('saved', next) : undefined }),
        });
      }),
  );
  server.registerTool(
    'follow_topic',
    {
      title: 'Follow a topic',
      description:
        'Follows a query or a subtopic, so that its new papers come in the daily digest. A person is asked first.',
      inputSchema: z.object({ topic: z.string().min(1).max(300) }),
      outputSchema: z.object({ followed: z.boolean(), message: z.string() }),
      annotations: {
        readOnlyHint: false,
        idempotentHint: true,
        destructiveHint: false,
        openWorldHint: false,
      },
    },
    ({ topic }, context) =>
      telling(deps, async () => {
        const answers = context.mcpReq.inputResponses;
        if (answers === undefined)
          return inputRequired({
            inputRequests: {
              confirm: inputRequired.elicit({
                message: `Follow “${topic}”? Its new papers will come in the daily digest.`,
                requestedSchema: confirmation,
              }),
            },
          });
        const confirmed = acceptedContent(answers, 'confirm', confirmation);
        if (confirmed?.follow !== true)
          return result({ followed: false, message: 'Nobody agreed, so nothing was changed.' });
        const outcome = await runLine(
          router,
          commandLine('follow', { topic, confirm: 'yes' }),
          caller,
          onBug,
        );
        if (outcome.kind !== 'answer')
          return problem(`${outcome.problem.message} ${outcome.problem.hint}`.trim());
        return result({ followed: true, message: outcome.card.summary });
      }),
  );
}
