/** An archive as Linux takes it for its first file system: cpio's format `newc`. */

/** A file, a folder (no content) or the console. */
export interface Entry {
  readonly path: string;
  readonly mode: number;
  readonly content?: Uint8Array;
  /** Of a device: major and minor number. */
  readonly device?: readonly [number, number];
}

const END: Entry = { path: "TRAILER!!!", mode: 0 };

function padded(bytes: Uint8Array): Buffer {
  const rest = -bytes.length & 3;
  return Buffer.concat([bytes, Buffer.alloc(rest)]);
}

function entryBytes({ path, mode, content, device }: Entry, inode: number): Buffer {
  const name = Buffer.from(`${path}\0`);
  const fields = [
    ...[inode, mode, 0, 0, 1, 0, content?.length ?? 0, 0, 0],
    ...[device?.[0] ?? 0, device?.[1] ?? 0, name.length, 0],
  ];
  const numbers = fields.map((field) => field.toString(16).padStart(8, "0")).join("");
  const header = Buffer.from(`070701${numbers}`);
  return Buffer.concat([
    padded(Buffer.concat([header, name])),
    padded(content ?? new Uint8Array(0)),
  ]);
}

export function archive(entries: readonly Entry[]): Uint8Array {
  return Buffer.concat([...entries, END].map((entry, index) => entryBytes(entry, index + 1)));
}
