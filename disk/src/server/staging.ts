/**
 * Where the serving thread receives requests and builds replies: two stretches of one memory.
 *
 * They are scratch, shared by all connections that a disk serves, because the thread does one
 * connection after the other: what is left over of a connection's output is moved to memory of its
 * own at the end of its turn, what is left of its input when another one needs the place. For a log the memory is the core's own, so a
 * payload is copied once, from here into the vault.
 */
import assert from "node:assert/strict";
import { addressOf } from "../linux/index.js";

/** Longest input that is looked at in one go: what was carried over and what a read adds. */
export const INPUT_BYTES = 1024 * 1024;
/** Longest run of replies that is sent in one go; a longer READ has a buffer of its own. */
export const OUTPUT_BYTES = 512 * 1024;
export const STAGING_BYTES = INPUT_BYTES + OUTPUT_BYTES;

/** Has something in the input that is not served yet. */
export interface InputHolder {
  /** Moves it elsewhere: another connection's turn has come. */
  makeRoom(): void;
}

export class Staging {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Machine address of the memory's first byte. */
  readonly address: number;
  readonly input: number;
  readonly output: number;
  readonly outputEnd: number;
  /** Up to where the output of the connection at hand has been filled. */
  filled: number;
  /** Whose the input's bytes are. */
  holder: InputHolder | undefined;

  constructor(memory: ArrayBuffer, offset: number) {
    assert(offset + STAGING_BYTES <= memory.byteLength);
    this.bytes = new Uint8Array(memory);
    this.view = new DataView(memory);
    this.address = addressOf(this.bytes);
    this.input = offset;
    this.output = offset + INPUT_BYTES;
    this.outputEnd = this.output + OUTPUT_BYTES;
    this.filled = this.output;
  }

  /** Bytes that still fit into the output. */
  get room(): number {
    return this.outputEnd - this.filled;
  }
}
