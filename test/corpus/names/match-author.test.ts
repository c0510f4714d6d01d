import { expect, it } from 'vitest';
import { authorMatcher } from '../../../src/corpus/names/match-author.ts';

it.each([
  ['li', 'Wei Li'],
  ['Li', 'Li Wei'],
  ['zeng', 'Xianming Zeng'],
  ['xianming zeng', 'Xianming Zeng'],
  ['Zeng, Xianming', 'Xianming Zeng'],
  ['Zeng Xianming', 'Xianming Zeng'],
  ['X. Zeng', 'Xianming Zeng'],
  ['X Zeng', 'Xianming Zeng'],
  ['Zeng X', 'Xianming Zeng'],
  ['Zeng, X.', 'Xianming Zeng'],
  ['Xianming Zeng', 'X. Zeng'],
  ['Zeng, Xianming', 'X Zeng'],
  ['Graham Taylor', 'Graham W. Taylor'],
  ['G. W. Taylor', 'Graham W. Taylor'],
  ['GW Taylor', 'Graham W. Taylor'],
  ['Taylor GW', 'Graham W. Taylor'],
  ['Taylor, Graham W.', 'Graham W. Taylor'],
  ['oord', 'Aaron van den Oord'],
  ['van den Oord', 'Aaron van den Oord'],
  ['van den Oord, Aaron', 'Aaron van den Oord'],
  ['A. van den Oord', 'Aäron van den Oord'],
  ['vandenoord', 'Aaron van den Oord'],
  ['Lukasz', 'Łukasz Kaiser'],
  ['Łukasz', 'Lukasz Kaiser'],
  ['Mueller', 'Hans Müller'],
  ['Müller', 'Hans Mueller'],
  ['muller', 'Hans Müller'],
  ['Aegir', 'Zoë Ægir'],
  ['zoe', 'Zoë Ægir'],
  ['Orsted', 'Søren Ørsted'],
  ['Oersted', 'Søren Ørsted'],
  ['Strasse', 'Ada Straße'],
  ['Dordevic', 'Ana Đorđević'],
  ['Yildiz', 'Ali Yıldız'],
  ['jean yves', 'Jean-Yves Le Boudec'],
  ['Jeanyves', 'Jean-Yves Le Boudec'],
  ["D'Incà", 'Moreno D’Inca'],
  ['lovela', 'Ada Lovelace'],
  ['李明', '李明'],
  ['Smith', 'John Smith, Jr.'],
  ['Smith, John, Jr.', 'John Smith Jr'],
])('%s is %s', (typed, name) => {
  expect(authorMatcher(typed)?.(name)).toBe(true);
});

it.each([
  ['li', 'Alice Oliver'],
  ['li', 'Wei Lin'],
  ['li', 'Wei Liu'],
  ['ng', 'Wei Zhang'],
  ['ng', 'Ngo Dinh'],
  ['chen', 'Wei Cheng'],
  ['ada lin', 'Lin Wei'],
  ['Ada Lin', 'Ada Linde'],
  ['Ada Lin', 'Bo Lin'],
  ['B. Lin', 'Ada Lin'],
  ['A', 'Ada Lin'],
  ['A. B.', 'Ada Berg'],
  ['Zeng, Yi', 'Xianming Zeng'],
])('%s is not %s', (typed, name) => {
  expect(authorMatcher(typed)?.(name)).toBe(false);
});

it.each(['', ' ', '...', '“”'])('%j is no name', (typed) => {
  expect(authorMatcher(typed)).toBeUndefined();
});
