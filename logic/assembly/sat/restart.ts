/**
 * When to start over: in quick phases whenever what was learned lately is worse than usual
 * (exponential averages of glue; Biere, Fröhlich, "Evaluating CDCL restart schemes", POS 2015), in
 * steady phases after numbers of conflicts by Luby's sequence. The phases take turns and grow.
 */
const FAST: f64 = 1.0 / 32.0;
const SLOW: f64 = 1.0 / 8192.0;
const MARGIN: f64 = 1.1;
const QUICK_CONFLICTS_MIN: u32 = 2;
const LUBY_CONFLICTS: u32 = 1024;
const PHASE_CONFLICTS: u32 = 1000;

let fast: f64 = 0;
let slow: f64 = 0;
let weight: f64 = 0;
let fastWeight: f64 = 0;
let sinceRestart: u32 = 0;
let steady: bool = false;
let phaseLeft: u32 = 0;
let phases: u32 = 0;
let lubyStep: u32 = 0;

export function resetRestart(): void {
  fast = 0;
  slow = 0;
  weight = 0;
  fastWeight = 0;
  sinceRestart = 0;
  steady = false;
  phaseLeft = PHASE_CONFLICTS;
  phases = 1;
  lubyStep = 1;
}

export function isSteady(): bool {
  return steady;
}

/** After a conflict. */
export function noteConflict(glue: u32): void {
  sinceRestart++;
  fast += FAST * (<f64>glue - fast);
  fastWeight += FAST * (1.0 - fastWeight);
  slow += SLOW * (<f64>glue - slow);
  weight += SLOW * (1.0 - weight);
  phaseLeft--;
  if (phaseLeft == 0) changePhase();
}

function changePhase(): void {
  steady = !steady;
  if (!steady) phases++;
  phaseLeft = PHASE_CONFLICTS * phases * phases;
}

export function restartIsDue(): bool {
  if (steady) return sinceRestart >= LUBY_CONFLICTS * luby(lubyStep);
  return sinceRestart >= QUICK_CONFLICTS_MIN && fast / fastWeight > MARGIN * (slow / weight);
}

export function noteRestart(): void {
  if (steady) lubyStep++;
  sinceRestart = 0;
}

/** 1 1 2 1 1 2 4 1 1 2 1 1 2 4 8 …, from step 1 on (Luby, Sinclair, Zuckerman 1993). */
function luby(step: u32): u32 {
  let rest = step;
  while (!isPowerOfTwo(rest + 1)) rest -= (1 << (31 - clz<u32>(rest + 1))) - 1;
  return (rest + 1) >> 1;
}

function isPowerOfTwo(number: u32): bool {
  return (number & (number - 1)) == 0;
}
