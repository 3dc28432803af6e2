/**
 * The record's header as it must be: which field is where, and what its own checksum is.
 * `rapilog/assembly/record.ts` draws the same layout.
 */
import { concat, constant, type Term } from "@ashlar/logic";
import { number64 } from "../terms.js";
import { finish, LANES_START, step } from "./checksum.js";

export const MAGIC = 0x3152_4c41;
export const KIND_WRITE = 1;
/** How much of a header its checksum covers, and where that stands. */
export const SUMMED_BYTES = 64;
export const HEADER_SUM_AT = 64;
export const HEADER_BYTES = 72;

/** What a header says. */
export interface Header {
  readonly kind: Term;
  readonly stream: Term;
  readonly position: Term;
  readonly sequence: Term;
  readonly incarnation: Term;
  readonly offset: Term;
  readonly length: Term;
  readonly payloadSum: Term;
}

/** The header's first 64 bytes as words. */
export function wordsOf(header: Header): Term[] {
  return [
    concat(header.kind, constant(32, MAGIC)),
    header.stream,
    header.position,
    header.sequence,
    header.incarnation,
    header.offset,
    header.length,
    header.payloadSum,
  ];
}

/** The checksum of eight words, the header's own. */
export function headerSum(words: readonly Term[]): Term {
  const lanes = LANES_START.map((start, lane) =>
    step(step(number64(start), words[lane]!), words[lane + 4]!),
  );
  return finish(constant(32, SUMMED_BYTES), lanes);
}
