/** What a run of the simulator has tried so far. */
export interface Tally {
  traces: number;
  /** Requests that clients have had answered, and of these with an error. */
  operations: number;
  errors: number;
  effects: number;
  /** How often a spare journal took over. */
  takeovers: number;
  /** Crashes by their kind, and all of them. */
  crashes: Record<string, number>;
  cuts: number;
}

export function newTally(): Tally {
  return { traces: 0, operations: 0, errors: 0, effects: 0, takeovers: 0, crashes: {}, cuts: 0 };
}

/** Counts a crash of some kind. */
export function count(tally: Tally, kind: string): void {
  tally.crashes[kind] = (tally.crashes[kind] ?? 0) + 1;
  tally.cuts++;
}

/** Adds what another run has tried. */
export function add(to: Tally, other: Tally): void {
  for (const name of ["traces", "operations", "errors", "effects", "takeovers", "cuts"] as const)
    to[name] += other[name];
  for (const [kind, number] of Object.entries(other.crashes))
    to.crashes[kind] = (to.crashes[kind] ?? 0) + number;
}
