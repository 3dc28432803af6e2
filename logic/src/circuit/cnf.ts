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

/** The same with each clause's end, for which place 0 stands. */
const WORDS = Object.fromEntries(
  Object.entries(CLAUSES).map(([kind, clauses]) => [
    kind,
    clauses.flatMap((clause) => [...clause, 0]),
  ]),
) as unknown as Record<Gate, readonly number[]>;
const PLACES_MAX = 4;

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
  return {
    cnf: { variables: needed.length, clauses: wordsOf(circuit, needed, goals, variableOfGate) },
    variableOfGate,
  };
}

/** The words of the clauses: those of every gate, and one for each goal. */
function wordsOf(
  circuit: Circuit,
  gates: readonly number[],
  goals: readonly Signal[],
  variableOfGate: Int32Array,
): Int32Array {
  const asked = goals.filter((goal) => goal !== HIGH);
  const count = gates.reduce((sum, gate) => sum + WORDS[circuit.kind(gate)].length, 0);
  const words = new Int32Array(count + 2 * asked.length);
  const literal = (signal: Signal) =>
    isNegated(signal) ? -variableOfGate[gateOf(signal)]! : variableOfGate[gateOf(signal)]!;
  const literals = new Int32Array(1 + PLACES_MAX);
  let to = 0;
  for (const gate of gates) {
    const kind = circuit.kind(gate);
    literals[1] = variableOfGate[gate]!;
    for (let which = 0; which < INPUTS[kind]; which++)
      literals[2 + which] = literal(circuit.input(gate, which));
    for (const place of WORDS[kind])
      words[to++] = place < 0 ? -literals[-place]! : literals[place]!;
  }
  for (const goal of asked) {
    words[to] = literal(goal);
    to += 2;
  }
  return words;
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
