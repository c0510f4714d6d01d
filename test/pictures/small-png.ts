import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Enough for text on a plain ground with its soft edges. */
const colours = 48;

/** A picture of Chromium's with a palette, about a third of the size: for the pictures that the repository keeps. */
export const smallPng = (png: Buffer): Buffer => encode(readPng(png));

/** Two pictures in one, the left one beside the right one. Below the shorter one is its own ground. */
export function sideBySide(left: Buffer, right: Buffer): Buffer {
  const both = [readPng(left), readPng(right)];
  const [width, height] = [
    both.reduce((sum, each) => sum + each.width, 0),
    Math.max(...both.map((each) => each.height)),
  ];
  const pixels = new Uint32Array(width * height);
  let x = 0;
  for (const each of both) {
    for (let y = 0; y < height; y++) {
      const row = each.pixels.subarray(y * each.width, (y + 1) * each.width);
      const at = y * width + x;
      if (y < each.height) pixels.set(row, at);
      else pixels.fill(each.pixels[0] ?? 0, at, at + each.width);
    }
    x += each.width;
  }
  return encode({ width, height, pixels });
}

/** The first bytes of every PNG. */
const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

interface Picture {
  readonly width: number;
  readonly height: number;
  /** By rows, each a number of 24 bits. */
  readonly pixels: Uint32Array;
}

function encode({ width, height, pixels }: Picture): Buffer {
  const palette = mostFrequent(pixels);
  const nearest = new Map<number, number>();
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const colour = pixels[y * width + x] ?? 0;
      const known = nearest.get(colour) ?? closest(palette, colour);
      nearest.set(colour, known);
      rows[y * (width + 1) + 1 + x] = known;
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits, each the number of a colour.
  header.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.from(palette.flatMap((colour) => channelsOf(colour)));
  const data = deflateSync(rows, { level: 9 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', table),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const channelsOf = (colour: number): [number, number, number] => [
  colour >> 16,
  (colour >> 8) & 255,
  colour & 255,
];

function mostFrequent(pixels: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const chosen: number[] = [];
  // A frequent colour close to a more frequent one is not worth a place.
  for (const apart of [24, 8, 1])
    for (const colour of byCount) {
      if (chosen.length === colours) return chosen;
      if (chosen.every((other) => distance(other, colour) >= apart)) chosen.push(colour);
    }
  return chosen;
}

const distance = (a: number, b: number): number => {
  const [one, other] = [channelsOf(a), channelsOf(b)];
  return one.reduce((sum, channel, i) => sum + Math.abs(channel - (other[i] ?? 0)), 0);
};

const closest = (palette: readonly number[], colour: number): number =>
  palette.reduce(
    (best, each, i) => (distance(each, colour) < distance(palette[best] ?? 0, colour) ? i : best),
    0,
  );

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG of eight bits a channel, without interlacing, as Chromium writes it. Transparency is left out. */
function readPng(png: Buffer): Picture {
  const [width, height, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]];
  const channels = kind === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const data = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const rows = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const left = x < channels ? 0 : (rows[y * stride + x - channels] ?? 0);
      const up = y === 0 ? 0 : (rows[(y - 1) * stride + x] ?? 0);
      const upLeft = y === 0 || x < channels ? 0 : (rows[(y - 1) * stride + x - channels] ?? 0);
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter] ?? 0;
      rows[y * stride + x] = (data[y * (stride + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  const pixels = Uint32Array.from({ length: width * height }, (_, i) => {
    const [red = 0, green = 0, blue = 0] = rows.subarray(i * channels, i * channels + 3);
    return (red << 16) | (green << 8) | blue;
  });
  return { width, height, pixels };
}

/** The neighbour closest to left + up − upper left (PNG specification, 9.4). */
function paeth(left: number, up: number, upLeft: number): number {
  const [a, b, c] = [Math.abs(up - upLeft), Math.abs(left - upLeft), Math.abs(left + up - 2 * upLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
}
