/**
 * Leaves out of a certificate what its last step does not depend on, and numbers the rest anew.
 * Not trusted: the checker judges what comes out.
 */
import { type Cnf, clauseCount } from "./cnf.js";

/** The steps of a certificate: where each starts, where its hints start, and where all end. */
interface Steps {
  starts: Int32Array;
  hints: Int32Array;
  count: number;
}

/** A certificate of the same, usually with half of the steps. */
export function trim(cnf: Cnf, certificate: Int32Array): Int32Array {
  const problemClauses = clauseCount(cnf);
  const steps = findSteps(certificate);
  const needed = neededSteps(certificate, steps, problemClauses);
  return renumbered(certificate, steps, needed, problemClauses);
}

function findSteps(certificate: Int32Array): Steps {
  let zeros = 0;
  for (let at = 0; at < certificate.length; at++) if (certificate[at] === 0) zeros++;
  const count = zeros >> 1;
  const steps = { starts: new Int32Array(count + 1), hints: new Int32Array(count), count };
  let at = 0;
  for (let step = 0; step < count; step++) {
    steps.starts[step] = at;
    while (certificate[at] !== 0) at++;
    at++;
    steps.hints[step] = at;
    while (certificate[at] !== 0) at++;
    at++;
  }
  steps.starts[count] = at;
  return steps;
}

/** For each step 1 if the last depends on it. */
function neededSteps(certificate: Int32Array, steps: Steps, problemClauses: number): Uint8Array {
  const needed = new Uint8Array(steps.count);
  if (steps.count > 0) needed[steps.count - 1] = 1;
  for (let step = steps.count - 1; step >= 0; step--) {
    if (needed[step] === 0) continue;
    const end = steps.starts[step + 1]! - 1;
    for (let at = steps.hints[step]!; at < end; at++) {
      const hinted = certificate[at]! - problemClauses - 1;
      if (hinted >= 0) needed[hinted] = 1;
    }
  }
  return needed;
}

function renumbered(
  certificate: Int32Array,
  steps: Steps,
  needed: Uint8Array,
  problemClauses: number,
): Int32Array {
  const numbers = new Int32Array(steps.count);
  const trimmed = new Int32Array(neededWords(steps, needed));
  let next = problemClauses;
  let to = 0;
  for (let step = 0; step < steps.count; step++) {
    if (needed[step] === 0) continue;
    numbers[step] = ++next;
    const start = steps.starts[step]!;
    const end = steps.starts[step + 1]! - 1;
    let at = start;
    for (; at < steps.hints[step]!; at++) trimmed[to++] = certificate[at]!;
    for (; at < end; at++) {
      const number = certificate[at]!;
      trimmed[to++] = number > problemClauses ? numbers[number - problemClauses - 1]! : number;
    }
    trimmed[to++] = 0;
  }
  return trimmed;
}

function neededWords({ starts, count }: Steps, needed: Uint8Array): number {
  let words = 0;
  for (let step = 0; step < count; step++)
    if (needed[step] === 1) words += starts[step + 1]! - starts[step]!;
  return words;
}
