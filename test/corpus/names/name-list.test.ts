import { expect, it } from 'vitest';
import { readKeyedName, splitNames } from '../../../src/corpus/names/name-list.ts';

it.each([
  ["['Ada Lin', 'Bo Ek']", ['Ada Lin', 'Bo Ek']],
  ['["Ada Lin", "Bo O\'Ek"]', ['Ada Lin', "Bo O'Ek"]],
  ['Ada Lin, Bo Ek & Cy Ray', ['Ada Lin', 'Bo Ek', 'Cy Ray']],
  ['Ada Lin, Bo Ek, and Cy Ray', ['Ada Lin', 'Bo Ek', 'Cy Ray']],
  ['Ada Lin|Bo Ek', ['Ada Lin', 'Bo Ek']],
  ['Ada Lin\nBo Ek', ['Ada Lin', 'Bo Ek']],
  ['Lin, Ada; Ek, Bo; Ray, Cy', ['Lin, Ada', 'Ek, Bo', 'Ray, Cy']],
  ['Lin A, Ek B, Ray C.', ['Lin A', 'Ek B', 'Ray C.']],
  ['van der Berg AB, Ek B', ['van der Berg AB', 'Ek B']],
  ['Lin, Ada and Ek, Bo', ['Lin, Ada', 'Ek, Bo']],
  ['Lin, Ada, Ek, Bo', ['Lin, Ada', 'Ek, Bo']],
  ['van der Berg, Ada Maria', ['van der Berg, Ada Maria']],
  ['Lin, Ada', ['Lin, Ada']],
  ['Ada Lin (Lab, Town), Bo Ek', ['Ada Lin', 'Bo Ek']],
  ['Lin A, Ek B et al.', ['Lin A', 'Ek B', 'others']],
  ['{Research and Development} and Ada Lin', ['{Research and Development}', 'Ada Lin']],
  ['Roe, Sr., Ann', ['Roe, Sr., Ann']],
  ['García Márquez, Gabriel José and Lin, Ada', ['García Márquez, Gabriel José', 'Lin, Ada']],
  ['Van Parreren, C. F.', ['Van Parreren, C. F.']],
  ['T. L. (Frank) Pappas (Lab)', ['T. L. (Frank) Pappas']],
])('%j is %j', (text, names) => {
  expect(splitNames(text)).toEqual(names);
});

it.each([
  ['family=Oord, given=Aaron, prefix=van den, useprefix=true', 'van den Oord, Aaron'],
  ['given={Ann}, family={Roe}, suffix=Jr.', 'Roe, Jr., Ann'],
  ['Lin, Ada', undefined],
])('the parts of %s are %s', (text, name) => {
  expect(readKeyedName(text)).toBe(name);
});
