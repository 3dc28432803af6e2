/**
 * Finds the requests in a byte stream, without copying or allocating.
 *
 * The caller owns the buffer and shows a window of it, again and again. A WRITE's payload is the
 * caller's to take out of the stream (its length is `request.length`) before the next call;
 * payloads of refused WRITEs are skipped here. So the stream stays in sync after every request
 * but one with a wrong magic.
 */
import { NBD_CMD_DISC, NBD_CMD_WRITE } from "./protocol.js";
import { decodeRequest, REQUEST_BYTES, Request } from "./request.js";
import type { Rules } from "./rules.js";

/** What `next` found. */
export const Found = {
  /** Nothing complete: come back with more bytes behind those not consumed. */
  nothing: 0,
  /** A request to carry out. The payload of a WRITE follows in the stream. */
  request: 1,
  /** A request to answer with `error`, and nothing else to do. */
  refused: 2,
  /** The client says goodbye: answer what is pending, then close. */
  disconnect: 3,
  /** A wrong magic: the stream cannot be understood any more. */
  broken: 4,
} as const;
export type Found = (typeof Found)[keyof typeof Found];

export class RequestStream {
  readonly request = new Request();
  /** How many bytes of the window the last call used up. */
  consumed = 0;
  /** The NBD error of a refused request. */
  error = 0;
  readonly #rules: Rules;
  #skip = 0;

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** Looks at the bytes from `start` to `end`. */
  next(view: DataView, start: number, end: number): Found {
    const skipped = Math.min(this.#skip, end - start);
    this.#skip -= skipped;
    this.consumed = skipped;
    if (end - start - skipped < REQUEST_BYTES) return Found.nothing;
    if (!decodeRequest(view, start + skipped, this.request)) return Found.broken;
    this.consumed += REQUEST_BYTES;
    if (this.request.type === NBD_CMD_DISC) return Found.disconnect;
    this.error = this.#rules.judge(this.request);
    if (this.error === 0) return Found.request;
    if (this.request.type === NBD_CMD_WRITE) this.#skip = this.request.length;
    return Found.refused;
  }
}
