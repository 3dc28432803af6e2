/**
 * A memory of unknown bytes at unknown addresses. Accesses are single bytes, the lowest first,
 * because compilers merge and split accesses; which reads see which writes is for the logic to find
 * out. Code is fetched from known bytes: that nothing writes there is for whoever uses this to show.
 */
import { add, bytesOf, constant, FALSE, fromBytes, select, store, type Term } from "@ashlar/logic";
import type { Join } from "../../common/path.js";
import { giveUp } from "../../common/unfinished.js";
import type { Place } from "./place.js";

/** What is known beside what the memory holds. */
export interface Surroundings {
  /** 16 bits of code at an address, if there is some. */
  parcel(address: number): number | undefined;
  /** Whether any of these bytes may not be touched; where this is not said, all may be. */
  isOutside?(address: Term, bytes: number): Term;
}

export class TermMemory implements Place {
  constructor(
    /** Bytes by addresses of 64 bits. */
    public array: Term,
    readonly surroundings: Surroundings,
  ) {}

  isOutside(address: Term, bytes: number): Term {
    return this.surroundings.isOutside?.(address, bytes) ?? FALSE;
  }

  load(address: Term, bytes: number): Term {
    return fromBytes(
      Array.from({ length: bytes }, (_, at) => select(this.array, place(address, at))),
    );
  }

  store(address: Term, value: Term): void {
    bytesOf(value).forEach((byte, at) => {
      this.array = store(this.array, place(address, at), byte);
    });
  }

  parcel(address: number): number | undefined {
    return this.surroundings.parcel(address);
  }

  fork(): TermMemory {
    return new TermMemory(this.array, this.surroundings);
  }

  joined(other: Place, { choose }: Join): TermMemory {
    if (!(other instanceof TermMemory)) return giveUp("two kinds of memory meet");
    return new TermMemory(choose(this.array, other.array), this.surroundings);
  }
}

const place = (address: Term, at: number) => add(address, constant(64, at));
