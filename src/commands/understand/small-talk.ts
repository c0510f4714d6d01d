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
    said: /^(?:(?:many )?thanks|thank you|thx|ty|tysm|cheers|danke|merci|gracias|nice|great|cool|awesome|perfect|wow|lovely|good bot|well done|good job)(?: (?:so much|very much|a lot|a bunch|all|you))?$/,
    reply: () => reply('You’re welcome', line('Ask for more any time.'), [button('What’s new', 'new')]),
  },
  {
    said: /^(?:bye|goodbye|good ?bye|see you|see ya|cya|good night|goodnight|exit|quit|q|wq|logout|log out|later)$/,
    reply: () => reply('See you', line('I’m here whenever you need a paper.')),
  },
  {
    said: /^(?:who are you|what are you|what(?: is|'s) (?:this|paperboy)|are you (?:(?:a|an) )?(?:bot|human|robot|real|ai|chatgpt|llm)|how are you|what's up|whats up|sup|who (?:made|built|created|runs|owns) you|your name|what(?: is|'s) your name|introduce yourself)$/,
    reply: () =>
      reply(
        'I’m Paperboy',
        line('I find research papers, and bring new ones here once a day. ', typed('help'), ' shows how.'),
        [button('Help', 'help')],
      ),
  },
  {
    said: /^(?:privacy(?: policy)?|gdpr|delete my data|forget me|what (?:data |information )?do you (?:store|keep|save|log|collect|remember|know about (?:me|us))(?: about (?:me|us))?|do you (?:store|keep|read|log) (?:my|our|all)? ?(?:messages|data|chats?))$/,
    reply: () =>
      reply(
        'What I keep',
        line(
          'What is followed, saved and hidden here and by whom, and what I posted. I don’t keep your messages. ',
          typed('unfollow'),
          ', ',
          typed('saved'),
          ' and the person who runs me can remove the rest.',
        ),
        [button('What is followed', 'following'), button('Saved papers', 'saved')],
      ),
  },
  {
    said: /^(?:i )?(?:found a bug|have a problem|need support)$|^(?:report|file) (?:a |an )?(?:bug|problem|issue|error)$|^(?:contact|support|complaint|send feedback|give feedback)$|^(?:it|this|that|something|the bot|the digest)(?: is|'s)? ?(?:broken|wrong|not working|doesn't work|does not work|isn't working)$/,
    reply: () =>
      reply(
        'Something is wrong?',
        line(
          typed('status'),
          ' shows whether everything works. If it doesn’t help, tell the person who runs me.',
        ),
        [button('Status', 'status')],
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

/** Emoji that say thanks, also by their names in Slack. */
const thanksAlone =
  /^(?:(?:👍|👏|🙏|❤|🎉|😀|😃|😄|😊|🙂|🥰|💯|🙌)(?:[\u{1F3FB}-\u{1F3FF}]|\uFE0F)?\s*|:(?:\+1|thumbsup|pray|heart|clap|tada|raised_hands|slightly_smiling_face|100):\s*)+$/u;

export const isEmojiThanks = (typedLine: string): boolean => thanksAlone.test(typedLine.trim());

/** A friendly word, for a line that is nothing but one. */
export function smallTalk(typedLine: string): Answer | undefined {
  const said = isEmojiThanks(typedLine) ? 'thanks' : plainWords(typedLine);
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
