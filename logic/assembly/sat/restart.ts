/**
 * When to start over: whenever what was learned lately is worse than usual, by exponential averages
 * of glue (Biere, Fröhlich, "Evaluating CDCL restart schemes", POS 2015).
 *
 * Phases of rare restarts in between, as for problems with solutions, were tried: on circuits that
 * are equal they took half as long again.
 */
const FAST: f64 = 1.0 / 32.0;
const SLOW: f64 = 1.0 / 8192.0;
const MARGIN: f64 = 1.1;
const CONFLICTS_MIN: u32 = 2;

/** Averages from 0, and what they still lack because of that. */
let fast: f64 = 0;
let fastWeight: f64 = 0;
let slow: f64 = 0;
let slowWeight: f64 = 0;
let sinceRestart: u32 = 0;

export function resetRestart(): void {
  fast = 0;
  fastWeight = 0;
  slow = 0;
  slowWeight = 0;
  sinceRestart = 0;
}

/** After a conflict. */
export function noteConflict(glue: u32): void {
  sinceRestart++;
  fast += FAST * (<f64>glue - fast);
  fastWeight += FAST * (1.0 - fastWeight);
  slow += SLOW * (<f64>glue - slow);
  slowWeight += SLOW * (1.0 - slowWeight);
}

export function restartIsDue(): bool {
  return sinceRestart >= CONFLICTS_MIN && fast / fastWeight > MARGIN * (slow / slowWeight);
}

export function noteRestart(): void {
  sinceRestart = 0;
}
