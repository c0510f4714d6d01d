import { createGiveWay, createInOrder } from '../../time/in-order.ts';

/** Milliseconds for which the messages of many places may be drawn in one go: people’s look-ups wait meanwhile. */
const busyMs = 15;
const inOrder = createInOrder();
const giveWay = createGiveWay(busyMs);

/** Draws the messages of one place after those of another, with time for everything else between them. */
export const draw = <Result>(work: () => Result): Promise<Result> =>
  inOrder(async () => {
    await giveWay();
    return work();
  });
