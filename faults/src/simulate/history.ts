/**
 * What clients asked for and were told: all that the judge may know.
 *
 * The history is the list of writes in the order in which the server took them; a long one is
 * taken in pieces. Everything the journal is said to hold must survive whatever happens, so it is
 * folded into `base`, and the list stays short.
 */
import { Violation } from "./violation.js";

/** A stretch of the disk that one write, or one piece of it, set to a version. */
export interface Piece {
  /** Whose request it is a piece of. */
  operation: number;
  /** What its sectors hold afterwards: 0 is zeros. */
  version: number;
  sector: number;
  sectors: number;
  /** Stream position of its end. */
  end: number;
}

/** More than the server takes while a read is under way. */
const RECENT_MIN = 4096;

export class History {
  /** The disk's versions before `pieces[0]`. */
  base: Uint32Array;
  pieces: Piece[] = [];
  /** So many of `pieces` belong to requests that were acknowledged, or come before such. */
  acknowledged = 0;
  /** The disk as clients see it: after all pieces. */
  readonly current: Uint32Array;
  /** The last pieces taken, for reads that are under way. */
  readonly #recent: Piece[] = [];
  #forgotten = 0;
  /** How many sectors were taken of each request that is not answered yet. */
  readonly #takenOf = new Map<number, number>();

  constructor(readonly sectors: number) {
    this.base = new Uint32Array(sectors);
    this.current = new Uint32Array(sectors);
  }

  /** How many pieces were ever taken. */
  get taken(): number {
    return this.#forgotten + this.#recent.length;
  }

  take(piece: Piece): void {
    this.pieces.push(piece);
    this.#recent.push(piece);
    if (this.#recent.length > 2 * RECENT_MIN)
      this.#forgotten += this.#recent.splice(0, RECENT_MIN).length;
    apply(this.current, piece);
    const { operation, sectors } = piece;
    this.#takenOf.set(operation, (this.#takenOf.get(operation) ?? 0) + sectors);
  }

  /** Whether a sector was set to a version after so many pieces had been taken. */
  wasSetSince(taken: number, sector: number, version: number): boolean {
    const since = this.#recent.slice(Math.max(0, taken - this.#forgotten));
    return since.some(
      (piece) =>
        piece.version === version &&
        piece.sector <= sector &&
        sector < piece.sector + piece.sectors,
    );
  }

  /** A client has been told that its request, for so many sectors, is done: then all of it is in
   * the server's hands, or a crash right now would lose a part. */
  acknowledge(operation: number, sectors: number): void {
    const taken = this.#takenOf.get(operation) ?? 0;
    this.#takenOf.delete(operation);
    if (taken !== sectors)
      throw new Violation(`acknowledged: ${sectors} sectors, of which ${taken} were taken`);
    for (let index = this.pieces.length - 1; index >= this.acknowledged; index--) {
      if (this.pieces[index]!.operation !== operation) continue;
      this.acknowledged = index + 1;
      return;
    }
  }

  /** How many pieces end at or before a position. */
  upTo(position: number): number {
    let count = 0;
    while (count < this.pieces.length && this.pieces[count]!.end <= position) count++;
    return count;
  }

  /** The journal is said to hold everything before a position. */
  fold(position: number): void {
    const count = this.upTo(position);
    if (count === 0) return;
    for (const piece of this.pieces.splice(0, count)) apply(this.base, piece);
    this.acknowledged = Math.max(0, this.acknowledged - count);
  }

  /** After a crash: the first `count` pieces are what happened, as far as the stream reaches that
   * was found; the others never did. */
  truncate(count: number, head: number): void {
    this.pieces = this.pieces.slice(0, Math.min(count, this.upTo(head)));
    this.acknowledged = Math.min(this.acknowledged, this.pieces.length);
    this.#takenOf.clear();
    this.current.set(this.base);
    for (const piece of this.pieces) apply(this.current, piece);
  }
}

/** Does to a disk's versions what a piece does. */
export function apply(versions: Uint32Array, piece: Piece): void {
  versions.fill(piece.version, piece.sector, piece.sector + piece.sectors);
}
