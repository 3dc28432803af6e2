/**
 * A circuit as clauses (Tseitin): a variable for each gate that the goal depends on, and clauses
 * that say what the gate does. The clauses are satisfiable exactly if the signals asked for can
 * all be high.
 */
import type { Cnf } from "../sat/index.js";
import { type Circuit, Gate, gateOf, HIGH, isNegated, LOW, type Signal } from "./circuit.js";

/** Clauses, and where in them a circuit's gates went. */
export interface Translation {
  cnf: Cnf;
  /** The variable of a gate; 0 if nothing depends on it. */
  variableOfGate: Int32Array;
}

/** For each kind of gate its clauses: +1 is its output, ±2, ±3, ±4 its inputs. */
const CLAUSES: Record<Gate, readonly (readonly number[])[]> = {
  [Gate.False]: [[-1]],
  [Gate.Input]: [],
  [Gate.And]: [
    [-1, 2],
    [-1, 3],
    [1, -2, -3],
  ],
  [Gate.Xor]: [
    [-1, 2, 3],
    [-1, -2, -3],
    [1, -2, 3],
    [1, 2, -3],
  ],
  // The last two follow from the others and let the solver see further.
  [Gate.Choice]: [
    [-1, -2, 3],
    [1, -2, -3],
    [-1, 2, 4],
    [1, 2, -4],
    [-1, 3, 4],
    [1, -3, -4],
  ],
  [Gate.Majority]: [
    [-1, 2, 3],
    [-1, 2, 4],
    [-1, 3, 4],
    [1, -2, -3],
    [1, -2, -4],
    [1, -3, -4],
  ],
};

const INPUTS: Record<Gate, number> = {
  [Gate.False]: 0,
  [Gate.Input]: 0,
  [Gate.And]: 2,
  [Gate.Xor]: 2,
  [Gate.Choice]: 3,
  [Gate.Majority]: 3,
};

/** Clauses that hold exactly where all of `goals` are high. */
export function clausesOf(circuit: Circuit, goals: readonly Signal[]): Translation {
  const variableOfGate = new Int32Array(circuit.gateCount);
  if (goals.includes(LOW))
    return { cnf: { variables: 0, clauses: Int32Array.of(0) }, variableOfGate };
  const needed = gatesBelow(circuit, goals);
  needed.forEach((gate, index) => {
    variableOfGate[gate] = index + 1;
  });
  const literal = (signal: Signal) =>
    isNegated(signal) ? -variableOfGate[gateOf(signal)]! : variableOfGate[gateOf(signal)]!;
  const clauses: number[] = [];
  for (const gate of needed) {
    const kind = circuit.kind(gate);
    const literals = [0, variableOfGate[gate]!];
    for (let which = 0; which < INPUTS[kind]; which++)
      literals.push(literal(circuit.input(gate, which)));
    for (const clause of CLAUSES[kind]) {
      for (const place of clause) clauses.push(Math.sign(place) * literals[Math.abs(place)]!);
      clauses.push(0);
    }
  }
  for (const goal of goals) if (goal !== HIGH) clauses.push(literal(goal), 0);
  return { cnf: { variables: needed.length, clauses: Int32Array.from(clauses) }, variableOfGate };
}

/** All gates that the signals depend on, inputs before what uses them. */
function gatesBelow(circuit: Circuit, signals: readonly Signal[]): number[] {
  const isNeeded = new Uint8Array(circuit.gateCount);
  for (const signal of signals) if (signal !== HIGH) isNeeded[gateOf(signal)] = 1;
  for (let gate = circuit.gateCount - 1; gate > 0; gate--) {
    if (isNeeded[gate] === 0) continue;
    for (let which = 0; which < INPUTS[circuit.kind(gate)]; which++)
      isNeeded[gateOf(circuit.input(gate, which))] = 1;
  }
  const needed: number[] = [];
  isNeeded.forEach((flag, gate) => {
    if (flag === 1) needed.push(gate);
  });
  return needed;
}
