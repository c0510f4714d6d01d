import { expect, it } from 'vitest';
import { cleanLatex } from '../../../src/corpus/text/clean-latex.ts';
import { expectLinear } from '../../support/expect-linear.ts';

it.each([
  ['Robots {\\textendash} a look', 'Robots – a look'],
  ['Robots{\\textemdash}a look', 'Robots—a look'],
  ['10{\\textmu}m and 5{\\texteuro}', '10μm and 5€'],
  ['at 90\\textdegree{} and', 'at 90° and'],
  ['\\textregistered{} and \\texttrademark{} and {\\copyright} look', '® and ™ and © look'],
  ['cats \\textbar{} dogs \\textgreater{} \\textless{}', 'cats | dogs > <'],
  ['ties \\textasciitilde{} 5', 'ties ~ 5'],
  ['a \\textbackslash{} b', 'a \\ b'],
  ['\\textquotedblleft so\\textquotedblright', '“so”'],
  ['5 \\pounds{} and \\S{}', '5 £ and \\S{}'],
  ['see \\href{https://a.org}{this}', 'see this'],
  ['{{\\noopsort{1973a}}{1973}}', '1973'],
  ['Robots\\footnote{Equal.} and \\textcolor{red}{cats}', 'Robots and cats'],
  ["Garc\\ifmmode \\acute{\\imath}\\else \\'{\\i}\\fi{}a", 'García'],
  ['\\relax Robots', 'Robots'],
  ['\\MakeUppercase{x} \\MakeLowercase{Y}', 'X y'],
  ['O($n$) with $\\textit{near}$', 'O(n) with near'],
])('%s is read as %s', (text, read) => {
  expect(cleanLatex(text)).toBe(read);
});

it.each(['\\textendash', '\\href{a}{', '\\footnote{', '\\ifmmode \\else', '{\\', '\\textcolor{'])(
  'takes linear time for many %s',
  (scrap) => expectLinear((count) => cleanLatex(scrap.repeat(count))),
);
