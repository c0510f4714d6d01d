import { button, buttons, emphasis, line, primary, text, typed } from '../../cards/builders.ts';
import type { Button, Line } from '../../cards/card.ts';
import { type Answer, answer } from '../command.ts';

const ask = button('Try one', 'search', { query: 'stop thinking too long' });

const languages =
  'english|german|deutsch|french|français|francais|spanish|español|espanol|italian|italiano|portuguese|português|dutch|polish|russian|ukrainian|chinese|mandarin|japanese|korean|turkish|arabic|hebrew|hindi|swedish|danish|norwegian|finnish|czech|greek|hungarian|romanian|vietnamese|thai|indonesian|persian|farsi';

/** What people say to a colleague, and what a colleague says. Only whole lines count, without the bot's name. */
const talk: readonly { readonly said: RegExp; readonly reply: () => Answer }[] = [
  {
    said: /^(?:(?:hi+|hello+|hey+|hiya|howdy|yo|g'day|aloha|greetings|good (?:morning|afternoon|evening|day)|morning|evening)(?: there| all| everyone| everybody| team| bot| folks)?|start|test|testing)$/,
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
    said: /^(?:hallo|hola|olá|ola|oi|ciao|salut|bonjour|bonsoir|coucou|moin|servus|grüezi|hej|hei|hoi|ahoj|cześć|namaste|नमस्ते|merhaba|selam|salam|shalom|konnichiwa|ni hao|guten (?:tag|morgen|abend)|grüß (?:gott|dich)|buenos días|buenos dias|buenas(?: tardes| noches)?|bom dia|boa (?:tarde|noite)|buongiorno|buonasera|god dag|goedemorgen|goedendag|dzień dobry|привет|здравствуйте|добрый день|你好|您好|こんにちは|おはよう|안녕하세요|안녕|مرحبا|שלום)(?: (?:bella|bello|a todos|zusammen|ça va|ca va|zusammen|alle|allemaal|tutti))?$/,
    reply: () =>
      reply(
        'Hi!',
        line(
          'The papers here are in English, so ask me in English, e.g. ',
          emphasis('stop thinking too long'),
          '. ',
          typed('help'),
          ' shows the rest.',
        ),
        [ask, button('Topics', 'topics'), button('Help', 'help')],
      ),
  },
  {
    said: /^(?:(?:(?:i|we) (?:really |do |also )?(?:like|liked|enjoy(?:ed)?)|(?:(?:i|we) )?loved?) (?:this|it|that|you|this one|this paper)|(?:so |very |super |how )?(?:interesting|amazing|brilliant|fantastic|excellent|wonderful|helpful|useful|impressive)|(?:this|that|it)(?:'s| is| was) (?:so |very |really )?(?:great|good|nice|cool|awesome|useful|helpful|interesting|perfect|amazing))(?: thanks| thank you)?$/,
    reply: () =>
      reply(
        'Good to hear',
        line('Save what you like, e.g. ', typed('save 2'), ': papers like it come first in digests.'),
        [button('Saved papers', 'saved')],
      ),
  },
  {
    said: /^(?:(?:please )?(?:shut up|be quiet|quiet please|go away|leave (?:me|us) alone|stop talking|stop spamming(?: me| us)?|get lost|too much spam|spam)(?: please| now)?)$/,
    reply: () =>
      reply('OK', line('I only write when asked, and post the digest. Shall I pause it?'), [
        button('Pause the digest', 'digest pause'),
        button('What is followed', 'following'),
      ]),
  },
  {
    said: /^(?:(?:(?:you|u|this|it|that|the bot|paperboy|these|those|they|your (?:results|answers|search))(?:'s|'re| are| is| r)? )?(?:so |really |just |completely |totally |fucking |utterly |all |absolutely |pretty |not )*(?:sucks?|stupid|dumb|useless|garbage|trash|crap|shit|rubbish|terrible|awful|horrible|bad|annoying|worthless|nonsense|bullshit|helpful|idiotic?|(?:an |a )?idiot|(?:a )?joke|pathetic|the worst|irrelevant)|are you (?:stupid|dumb|kidding|serious|crazy|broken)(?: me)?|(?:bad|stupid|dumb|useless) bot|fuck(?: (?:you|off|this|it))?|f u|wtf|damn(?: it)?|shit|i hate (?:you|this|it)|not (?:helpful|useful|good|what i (?:wanted|want|meant|asked(?: for)?))|(?:that's|this is|that is|it's) (?:not right|not what i (?:wanted|want|meant|asked(?: for)?))|wrong(?: papers?| answer)?|no good)$/,
    reply: () =>
      reply(
        'Sorry about that',
        line(
          'Say in a few words what you’re looking for, e.g. ',
          emphasis('stop thinking too long'),
          '. If something is broken, ',
          typed('status'),
          ' may show it.',
        ),
        [button('Help', 'help'), button('Status', 'status')],
      ),
  },
  {
    said: /^(?:(?:many )?thanks|thank you|thx|ty|tysm|cheers|danke|dankeschön|danke schön|vielen dank|merci|merci beaucoup|gracias|muchas gracias|grazie|grazie mille|obrigad[oa]|спасибо|谢谢|ありがとう|감사합니다|tack|takk|dank je|bedankt|arigato|teşekkürler|nice|great|cool|awesome|perfect|wow|lovely|good bot|well done|good job)(?: (?:so much|very much|a lot|a bunch|all|you))?$/,
    reply: () => reply('You’re welcome', line('Ask for more any time.'), [button('What’s new', 'new')]),
  },
  {
    said: /^(?:bye|bye bye|tschüss|ciao ciao|adios|adiós|au revoir|auf wiedersehen|arrivederci|пока|goodbye|good ?bye|see you|see ya|cya|good night|goodnight|exit|quit|q|wq|logout|log out|later)$/,
    reply: () => reply('See you', line('I’m here whenever you need a paper.')),
  },
  {
    said: /^(?:who are you|what are you|what(?: is|'s) (?:this|paperboy)|are you (?:(?:a|an) )?(?:bot|human|robot|real|ai|chatgpt|llm)|how are you|what's up|whats up|what is up|wassup|how's it going|how is it going|how do you do|sup|who (?:made|built|created|runs|owns) you|your name|what(?: is|'s) your name|introduce yourself)$/,
    reply: () =>
      reply(
        'I’m Paperboy',
        line('I find research papers, and bring new ones here once a day. ', typed('help'), ' shows how.'),
        [button('Help', 'help')],
      ),
  },
  {
    said: /^(?:privacy(?: policy)?|gdpr|(?:can you |please |could you )?(?:delete|remove|erase|forget|wipe|clear)(?: all)?(?: (?:of )?(?:my|our))? (?:personal )?(?:data|everything(?: about (?:me|us))?|me|us|history|information)|what (?:data |information )?do you (?:store|keep|save|log|collect|remember|know about (?:me|us))(?: about (?:me|us))?|do you (?:store|keep|read|log) (?:my|our|all)? ?(?:messages|data|chats?))$/,
    reply: () =>
      reply(
        'What I keep',
        line(
          'What is followed, saved and hidden here and by whom, what I posted, and which papers were linked to. I don’t keep your messages. ',
          typed('unfollow'),
          ', ',
          typed('saved'),
          ' and the person who runs me can remove the rest.',
        ),
        [button('What is followed', 'following'), button('Saved papers', 'saved')],
      ),
  },
  {
    said: /^(?:(?:how (?:do|can|could|to)|where do)(?: (?:i|we|you))? |can (?:i|we) |could (?:i|we) |please )?(?:invite|add|bring|put|install|get|move) (?:you|the bot|paperboy|this bot|this)(?: (?:to|in|into) (?:a|an|the|my|our|this|that|another|other|new|more|private)(?: (?:private|new|other|different|public))? (?:channels?|servers?|workspaces?|groups?|teams?))?$/,
    reply: () =>
      reply(
        'Where I can be',
        line(
          'In Slack, type ',
          typed('/invite @Paperboy'),
          ' in the channel. On Discord, I am in every channel that I may read once somebody who manages the server has added me. Then follow something there, e.g. ',
          typed('follow mixture of experts'),
          '.',
        ),
        [button('Help', 'help', { command: 'follow' })],
      ),
  },
  {
    said: new RegExp(
      `^(?:(?:can|could|do|would) you |please )?(?:(?:switch|change)(?: the language)?(?: to)?|speak|talk|answer|reply|write|use|set(?: the)? language(?: to)?|digests?|post|translate (?:it|this|that|them|everything|papers?|the digest)(?: to| into)?)(?: in)? (?:${languages})(?: please)?$|^(?:do you speak|what about|sprichst du|parlez[- ]vous) (?:${languages})$|^(?:language|languages|which languages do you (?:speak|know))$`,
    ),
    reply: () =>
      reply(
        'Only in English',
        line('The papers are in English, and so am I. Ask in English, and I’ll find what there is.'),
      ),
  },
  {
    said: /^(?:(?:can|could|will|would) you |please )?(?:remind (?:me|us)(?: .*)?|translate (?:it|this|that)(?: .*)?|(?:e-?mail|call|text|dm|message|phone) (?:me|us|him|her|them|it)(?: .*)?|(?:send|forward) (?:it|this|that|them|these) to (?!me\b|us\b|here\b)\S+|(?:tell|say) (?:me |us )?a joke|sing(?: .*)?|(?:book|order|schedule) (?:a |the )\S+(?: .*)?|what(?:'s| is) the (?:weather|time)(?: .*)?)$/,
    reply: () =>
      reply(
        'I can’t do that',
        line('I find research papers, keep reading lists and post digests. ', typed('help'), ' shows how.'),
        [button('Help', 'help')],
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
    said: /^(?:lol|haha+|hm+|huh|what|why not|really|seriously|so what|and|so|then|maybe|perhaps|i don't know|idk|dunno|whatever|interesting question|ok|okay|k|kk|sure|fine|alright|got it|i see|yes|yep|yeah|yup|y|do it|go ahead|confirm|right)$/,
    reply: () => reply('OK', line('Ask for anything, or see ', typed('help'), '.'), [button('Help', 'help')]),
  },
];

/** @param line the pause that is offered to somebody who says to be away */
export const pauseTalk = (line: string): Answer =>
  answer({
    title: 'Shall I pause the digest meanwhile?',
    summary: 'Shall I pause the digest meanwhile?',
    blocks: [text('Nothing is changed yet.'), buttons(primary({ label: 'Pause the digest', line }))],
  });

function reply(title: string, sentence: Line, offered: readonly Button[] = []): Answer {
  return answer({ title, summary: title, blocks: [text(...sentence), buttons(...offered)] });
}

/** Emoji that say thanks, also by their names in Slack. */
const thanksAlone =
  /^(?:(?:👍|👏|🙏|❤|🎉|😀|😃|😄|😊|🙂|🥰|💯|🙌)(?:[\u{1F3FB}-\u{1F3FF}]|\uFE0F)?\s*|:(?:\+1|thumbsup|pray|heart|clap|tada|raised_hands|slightly_smiling_face|100):\s*)+$/u;

/** Emoji that say that something was wrong. */
const complaintAlone =
  /^(?:(?:👎|😡|😠|🤬|💩|😞|😢|😭|🙁|☹|😤|🖕|🤮)(?:[\u{1F3FB}-\u{1F3FF}]|\uFE0F)?\s*|:(?:-1|thumbsdown|rage|angry|poop|hankey|cry|sob|disappointed|white_frowning_face):\s*)+$/u;

/** Other emoji alone, as a chat writes them: `:thinking_face:`. */
const namedEmojiAlone = /^(?::[a-z0-9_+'-]+:\s*)+$/;

/** A friendly word for emoji alone. */
export function emojiTalk(typedLine: string): Answer | undefined {
  const emoji = typedLine.trim();
  if (thanksAlone.test(emoji)) return smallTalk('thanks');
  if (complaintAlone.test(emoji)) return smallTalk('not helpful');
  return namedEmojiAlone.test(emoji) ? smallTalk('ok') : undefined;
}

/** A friendly word, for a line that is nothing but one, or several: `ok thanks, bye` is answered as `bye`. */
export function smallTalk(typedLine: string): Answer | undefined {
  // A word with capitals inside is a name: `NoPE`.
  if (/^\s*\p{L}*\p{Ll}\p{L}*\s*$/u.test(typedLine) && /\p{L}\p{Lu}/u.test(typedLine)) return undefined;
  const whole = replyTo(plainWords(typedLine));
  if (whole !== undefined) return whole;
  const replies = typedLine
    .split(/[,.!;?…–—]+|\s+and\s+/)
    .map((part) =>
      plainWords(part).replace(
        /^(?:ok|okay|oh|ah|well|great|perfect|cool|alright|nice|super|yes|no) (?=\S)/,
        '',
      ),
    )
    .filter((part) => part !== '')
    .map(replyTo);
  return replies.every((each) => each !== undefined) ? replies.at(-1) : undefined;
}

const replyTo = (said: string): Answer | undefined => talk.find((each) => each.said.test(said))?.reply();

/** Lower case, without marks and emoji: `Thanks!! 🙏` is `thanks`. */
export const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/:[a-z_+-]+:|[^\p{L}\p{N}\s'#-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
