/**
 * What is put to the test: something that stores bytes and whose power can be cut.
 *
 * Requests may be in flight at the same time, in any number. A request that the target answers
 * with an error throws `RequestFailed`; one that it does not answer at all throws `TargetGone`,
 * and then so does every other until it is opened again.
 */

export interface Target {
  readonly bytes: number;
  /** Smallest transfer, and what a power failure does not tear, in bytes: a power of 2 from 512. */
  readonly blockBytes: number;
  /** The longest transfer. */
  readonly bytesMax: number;
  readonly readOnly: boolean;
  readonly hasFlush: boolean;
  readonly hasFua: boolean;
  /** Whether the requests in flight fail by themselves when the power is cut. */
  readonly breaksWithPower: boolean;
  read(offset: number, length: number): Promise<Buffer>;
  write(offset: number, data: Buffer, fua: boolean): Promise<void>;
  flush(): Promise<void>;
  /** Lets go of it at once; what is in flight fails. */
  close(): Promise<void>;
}

/** The target answered with an error. */
export class RequestFailed extends Error {
  override readonly name = "RequestFailed";
}

/** The target does not answer. */
export class TargetGone extends Error {
  override readonly name = "TargetGone";
}

export interface TargetOptions {
  /** An NBD URI, a file or a block device. */
  address: string;
  /** So many requests at once, at most. */
  depth: number;
}
