import type { FileBlock } from '../../src/cards/split-file.ts';
import type { Clock } from '../../src/ports/clock-and-logger.ts';
import type { Shown } from './skin.ts';

/** A channel or direct conversation of the playground. */
export interface Channel {
  /** As Slack writes them, `C…` and `D…`: links to channels are drawn for such ids only. */
  readonly id: string;
  readonly name: string;
  readonly about: string;
}

/** A message in the playground, of a person or of Paperboy. */
export interface Message {
  readonly id: string;
  readonly channel: string;
  /** The playground's time, in milliseconds since 1970. */
  readonly at: number;
  /** What a person typed. Absent: Paperboy posted it. */
  readonly typed?: string;
  readonly shown?: Shown;
  /** The message in whose thread it is. */
  readonly thread?: string;
  /** Only the person sees it. */
  readonly isPrivate?: true;
}

/** The files that are sent with a message. */
export const filesOf = ({ shown }: Message): readonly FileBlock[] =>
  (shown?.card.blocks ?? []).filter((block) => block.kind === 'file');

/** A conversation with the bot alone. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');

/** As people read it. */
export const channelName = ({ id, name }: Pick<Channel, 'id' | 'name'>): string =>
  isDirect(id) ? name : `#${name}`;

/** When a channel has more, its oldest are forgotten. */
const maxMessages = 300;

/** The channels and messages of the playground, in this process's memory. */
export function createWorkspace(channels: readonly Channel[], clock: Clock) {
  let messages: Message[] = [];
  let count = 0;
  const listeners = new Set<(channel: string) => void>();
  const tell = (channel: string) => {
    for (const listener of listeners) listener(channel);
  };
  return {
    channels,
    isChannel: (id: string): boolean => channels.some((channel) => channel.id === id),
    nameOf(id: string): string {
      const channel = channels.find((each) => each.id === id);
      return channel === undefined ? '#channel' : channelName(channel);
    },
    post(message: Omit<Message, 'id' | 'at'>): Message {
      const posted = { ...message, id: `m${++count}`, at: clock.now() };
      messages.push(posted);
      const own = messages.filter(({ channel }) => channel === message.channel);
      const gone = own.length > maxMessages ? own[0] : undefined;
      if (gone !== undefined) messages = messages.filter((each) => each !== gone);
      tell(message.channel);
      return posted;
    },
    /** Does nothing when the message is not kept any more. */
    replace(id: string, shown: Shown): void {
      messages = messages.map((each) => (each.id === id ? { ...each, shown } : each));
      const changed = messages.find((each) => each.id === id);
      if (changed !== undefined) tell(changed.channel);
    },
    remove(id: string): void {
      const gone = messages.find((each) => each.id === id);
      messages = messages.filter((each) => each !== gone);
      if (gone !== undefined) tell(gone.channel);
    },
    find: (id: string): Message | undefined => messages.find((each) => each.id === id),
    /** @param thread undefined: what is in the channel itself */
    list: (channel: string, thread?: string): readonly Message[] =>
      messages.filter((each) => each.channel === channel && each.thread === thread),
    /** @returns what ends it */
    listen(listener: (channel: string) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** See `createWorkspace`. */
export type Workspace = ReturnType<typeof createWorkspace>;
