/** What a request comes to: the disk does it, the reply is made, and the time tells when it goes. */
import { linux, nbd } from "@ashlar/disk";
import type { Disk } from "../disk.js";
import { extentsOf } from "../simulated-backing.js";

export interface Answer {
  completes_ns: number;
  reply: Buffer;
}

/** No more extents in one reply: a client asks again from where it ends. */
const EXTENTS_MAX = 4096;

/** Does a valid request; a failure of the disk becomes the reply's error. */
export function answer(
  disk: Disk,
  agreement: nbd.Agreement,
  request: nbd.Request,
  payload: Buffer,
): Answer {
  try {
    if (request.type === nbd.NBD_CMD_READ) return read(disk, agreement, request);
    if (request.type === nbd.NBD_CMD_BLOCK_STATUS) return blockStatus(disk, agreement, request);
    const completes_ns = change(disk, request, payload);
    return { completes_ns, reply: status(agreement, request, nbd.NBD_SUCCESS) };
  } catch (error) {
    if (!(error instanceof linux.SystemError)) throw error;
    const code = error.errno === linux.ENOSPC ? nbd.NBD_ENOSPC : nbd.NBD_EIO;
    return { completes_ns: 0, reply: status(agreement, request, code) };
  }
}

/** A reply without data. */
export function status(agreement: nbd.Agreement, request: nbd.Request, error: number): Buffer {
  const { structured } = agreement;
  return encoded(64, (view) => {
    if (error !== nbd.NBD_SUCCESS) return nbd.encodeFailure(view, 0, request, error, structured);
    if (structured) return nbd.encodeNone(view, 0, request);
    return nbd.encodeSimpleReply(view, 0, request, nbd.NBD_SUCCESS);
  });
}

/** Does what the request changes; returns when it completes. */
function change(disk: Disk, { type, offset, length, flags }: nbd.Request, data: Buffer): number {
  const options = { fua: (flags & nbd.NBD_CMD_FLAG_FUA) !== 0 };
  switch (type) {
    case nbd.NBD_CMD_WRITE:
      return disk.write(offset, data, options);
    case nbd.NBD_CMD_TRIM:
      return disk.punch(offset, length, options);
    case nbd.NBD_CMD_WRITE_ZEROES:
      if ((flags & nbd.NBD_CMD_FLAG_NO_HOLE) !== 0) return disk.zero(offset, length, options);
      return disk.punch(offset, length, options);
    case nbd.NBD_CMD_FLUSH:
      return disk.sync();
    default:
      throw new Error(`command ${type} was not offered`);
  }
}

function read(disk: Disk, { structured }: nbd.Agreement, request: nbd.Request): Answer {
  const { offset, length } = request;
  const header = encoded(64, (view) =>
    structured
      ? nbd.encodeOffsetData(view, 0, request, offset, length, true)
      : nbd.encodeSimpleReply(view, 0, request, nbd.NBD_SUCCESS),
  );
  const reply = Buffer.allocUnsafe(header.length + length);
  reply.set(header);
  const completes_ns = disk.read(offset, reply.subarray(header.length));
  return { completes_ns, reply };
}

function blockStatus(disk: Disk, agreement: nbd.Agreement, request: nbd.Request): Answer {
  const { offset, length, flags } = request;
  const limit = (flags & nbd.NBD_CMD_FLAG_REQ_ONE) !== 0 ? 1 : EXTENTS_MAX;
  const extents = nbd.shapeExtents(extentsOf(disk, offset, length), length, limit);
  const id = agreement.allocationContext!;
  const reply = encoded(nbd.blockStatusBytes(extents.length), (view) =>
    nbd.encodeBlockStatus(view, 0, request, id, extents),
  );
  return { completes_ns: 0, reply };
}

function encoded(room: number, encode: (view: DataView) => number): Buffer {
  const bytes = Buffer.alloc(room);
  return bytes.subarray(0, encode(new DataView(bytes.buffer, bytes.byteOffset, room)));
}
