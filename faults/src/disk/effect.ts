/** What a request does to a disk, and how much of it is there after the power was cut. */
import assert from "node:assert/strict";
import type { Pages } from "./pages.js";

export interface Effect {
  /** The number of the request on its disk; later ones have greater numbers. */
  readonly number: number;
  /** `zero` keeps the space allocated, `punch` releases it; both read as zeros. */
  readonly kind: "write" | "zero" | "punch";
  readonly offset: number;
  readonly length: number;
  /** Of a write; never changed. */
  readonly data?: Uint8Array;
  /** When the disk received it, and when it said that it is done. */
  readonly begins_ns: number;
  readonly completes_ns: number;
  /** From when on it cannot be lost any more; Infinity while nobody promised that. */
  readonly durable_ns: number;
}

/** The system call that a host makes for each kind, to name in errors. */
export const CALLS = { write: "pwrite", zero: "fallocate", punch: "fallocate" } as const;

/** Sectors of an effect, counted from its first one: `from` up to, without, `to`. */
export interface SectorRange {
  readonly from: number;
  readonly to: number;
}

/** How much of an effect survives: all, nothing, or these sectors, in order: a torn one. */
export type Survival = "all" | "none" | readonly SectorRange[];

/** What becomes of each effect of `pending()`, in its order. */
export type Choice = readonly Survival[];

/** Does to `pages` what survives of an effect. */
export function apply(
  pages: Pages,
  effect: Effect,
  survival: Survival,
  sector_bytes: number,
): void {
  if (survival === "none") return;
  const parts = survival === "all" ? [{ from: 0, to: effect.length / sector_bytes }] : survival;
  let end = 0;
  for (const { from, to } of parts) {
    assert(from >= end && from < to && to * sector_bytes <= effect.length, "not a part of it");
    applyPart(pages, effect, from * sector_bytes, to * sector_bytes);
    end = to;
  }
}

function applyPart(pages: Pages, effect: Effect, from: number, to: number): void {
  const { kind, data, offset, length } = effect;
  if (kind !== "write") pages.zero(offset + from, to - from, kind === "punch");
  else pages.write(offset + from, to - from === length ? data! : data!.subarray(from, to));
}
