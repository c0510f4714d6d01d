import { button, buttons, emphasis, line, text, typed } from '../../cards/builders.ts';
import type { Button, Line } from '../../cards/card.ts';
import { type Answer, answer } from '../command.ts';

const ask = button('Try one', 'search', { query: 'stop thinking too long' });

/** What people say to a colleague, and what a colleague says. Only whole lines count, without the bot's name. */
const talk: readonly { readonly said: RegExp; readonly reply: () => Answer }[] = [
  {
    said: /^(?:hi+|hello|hey+|hiya|howdy|yo|hallo|hola|bonjour|moin|good (?:morning|afternoon|evening|day)|start|test|testing|hi there|hello there|hey there)$/,
    reply: () =>
      reply(
        'Hi!',
        line(
          'Ask me for anything, e.g. ',
          emphasis('stop thinking too long'),
          '. ',
          typed('help'),
          ' shows the rest.',
        ),
        [ask, button('Topics', 'topics'), button('Help', 'help')],
      ),
  },
  {
    said: /^(?:thanks|thank you|thx|ty|tysm|cheers|danke|merci|gracias|nice|great|cool|awesome|perfect|wow|lovely|good bot|well done|good job)(?: (?:so much|very much|a lot|a bunch|all|you))?$/,
    reply: () => reply('You’re welcome', line('Ask for more any time.'), [button('What’s new', 'new')]),
  },
  {
    said: /^(?:bye|goodbye|good ?bye|see you|see ya|cya|good night|goodnight|exit|quit|q|wq|logout|log out|later)$/,
    reply: () => reply('See you', line('I’m here whenever you need a paper.')),
  },
  {
    said: /^(?:who are you|what are you|what is this|are you (?:a )?(?:bot|human|robot)|how are you|what's up|whats up|sup)$/,
    reply: () =>
      reply(
        'I’m Paperboy',
        line(
          'I find research papers, and bring new ones to this channel once a day. ',
          typed('help'),
          ' shows how.',
        ),
        [button('Help', 'help')],
      ),
  },
  {
    said: /^(?:sorry|oops|never ?mind|nvm|forget it|no|nope|nah|no thanks|no thank you|cancel|abort)$/,
    reply: () => reply('No problem', line('Nothing was changed.')),
  },
  {
    said: /^(?:lol|haha+|hm+|huh|what|ok|okay|k|kk|sure|fine|alright|got it|i see|yes|yep|yeah|yup|y|do it|go ahead|confirm|right)$/,
    reply: () => reply('OK', line('Ask for anything, or see ', typed('help'), '.'), [button('Help', 'help')]),
  },
];

function reply(title: string, sentence: Line, offered: readonly Button[] = []): Answer {
  return answer({ title, summary: title, blocks: [text(...sentence), buttons(...offered)] });
}

/** A friendly word, for a line that is nothing but one. */
export function smallTalk(typedLine: string): Answer | undefined {
  const said = plainWords(typedLine);
  return talk.find(({ said: pattern }) => pattern.test(said))?.reply();
}

/** Lower case, without marks and emoji: `Thanks!! 🙏` is `thanks`. */
export const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/:[a-z_+-]+:|[^\p{L}\p{N}\s'#-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
