import { type Method, Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Where a file is sent after `files.getUploadURLExternal`. */
export const uploadPath = '/upload/';

/** Files are uploaded in three steps (docs.slack.dev, working with files): an address, the bytes, the conversation. */
export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': (world, { filename, length }) => {
    if (typeof filename !== 'string' || filename === '') throw new Refusal('invalid_arguments');
    if (!(Number(length) > 0)) throw new Refusal('invalid_arguments');
    const id = `F${world.next()}`;
    world.files.set(id, { name: filename, length: Number(length) });
    return { upload_url: `${world.base}${uploadPath}${id}`, file_id: id };
  },
  'files.completeUploadExternal': (world, { files, channel_id, thread_ts }) => {
    const channel = world.channels.get(String(channel_id));
    if (channel === undefined || !channel.is_member) throw new Refusal('channel_not_found');
    const shared = files as readonly { readonly id: string }[];
    for (const { id } of shared) {
      const file = world.files.get(id);
      if (file?.bytes === undefined) throw new Refusal('file_not_found');
      file.channel = channel.id;
      if (typeof thread_ts === 'string') file.thread = thread_ts;
    }
    return { files: shared };
  },
};

/** @returns the status of the answer */
export function takeUpload(world: World, path: string, bytes: string): number {
  const file = world.files.get(path.slice(uploadPath.length));
  if (file === undefined) return 404;
  if (Buffer.byteLength(bytes) !== file.length) return 400;
  file.bytes = bytes;
  return 200;
}
