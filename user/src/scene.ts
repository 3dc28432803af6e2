/** A scene: components that show something, and how it is judged. */
import type { Event } from "./events.js";
import type { Manifest } from "./manifest.js";

/** Something that must hold, and whether it did. */
export interface Claim {
  readonly claim: string;
  readonly holds: boolean;
  /** What was seen. */
  readonly seen: string;
}

export interface Variant {
  readonly manifest: Manifest;
  /** Slices begin when the kernel is done, as they should not. */
  readonly isUnaligned?: boolean;
}

export interface Scene {
  readonly name: string;
  readonly title: string;
  readonly manifest: Manifest;
  /** Played after it, each by itself, to be compared. */
  readonly variants?: readonly Variant[];
  /** Whether all has been said. */
  readonly isOver: (events: readonly Event[]) => boolean;
  /** By what was said, and what was said in each variant that was played. */
  readonly judge: (
    events: readonly Event[],
    variants: readonly (readonly Event[])[],
  ) => readonly Claim[];
  /** Virtual time follows instructions, so that each run says the same. */
  readonly countsInstructions?: boolean;
  readonly needsDisk?: boolean;
  readonly limit_s: number;
}

/** The last of somebody's events of a kind. */
export function lastOf(events: readonly Event[], who: string, what: string): Event | undefined {
  return events.findLast((event) => event.who === who && event.what === what);
}
