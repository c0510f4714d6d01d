import { expect, it } from 'vitest';
import { createGiveWay, createInOrder } from '../../src/time/in-order.ts';

it('runs one work after the other, also after work that failed', async () => {
  const inOrder = createInOrder();
  const order: number[] = [];
  const first = inOrder(async () => {
    await new Promise(setImmediate);
    order.push(1);
    throw new Error('no');
  });
  const second = inOrder(async () => order.push(2));
  await expect(first).rejects.toThrow('no');
  await second;
  expect(order).toEqual([1, 2]);
});

it('gives way when it has been busy long enough, and not before', async () => {
  expect(createGiveWay(60_000)()).toBeUndefined();
  const giveWay = createGiveWay(0);
  const order: string[] = [];
  setImmediate(() => order.push('others'));
  await giveWay();
  order.push('work');
  expect(order).toEqual(['others', 'work']);
});
