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

const [AS_HIGH, AS_LOW] = [1, 2];

/** For each kind and use of a gate the words of its clauses; place 0 stands for a clause's end. A
 * gate that matters only as far as it is high needs no clause that makes it high. */
const WORDS = Object.values(CLAUSES).map((clauses) =>
  [0, AS_HIGH, AS_LOW, AS_HIGH | AS_LOW].map((use) =>
    clauses
      .filter(([output]) => (use & (output! < 0 ? AS_HIGH : AS_LOW)) !== 0)
      .flatMap((clause) => [...clause, 0]),
  ),
);
const PLACES_MAX = 4;

const wordsFor = (kind: Gate, use: number) => WORDS[kind]![use]!;

const INPUTS: Record<Gate, number> = {
  [Gate.False]: 0,
  [Gate.Input]: 0,
  [Gate.And]: 2,
  [Gate.Xor]: 2,
  [Gate.Choice]: 3,
  [Gate.Majority]: 3,
};

/**
 * Clauses that can hold exactly where all of `goals` can be high. The literals of signals that are
 * only asked about can be assumed: then the clauses hold where these are high too.
 */
export function clausesOf(
  circuit: Circuit,
  goals: readonly Signal[],
  asked: readonly Signal[] = [],
): Translation {
  const variableOfGate = new Int32Array(circuit.gateCount);
  if (goals.includes(LOW))
    return { cnf: { variables: 0, clauses: Int32Array.of(0) }, variableOfGate };
  const uses = usesBelow(circuit, [...goals, ...asked]);
  let variables = 0;
  uses.forEach((use, gate) => {
    if (use !== 0) variableOfGate[gate] = ++variables;
  });
  return {
    cnf: { variables, clauses: wordsOf(circuit, uses, goals, variableOfGate) },
    variableOfGate,
  };
}

/** The words of the clauses: those of every gate, and one for each goal. */
function wordsOf(
  circuit: Circuit,
  uses: Uint8Array,
  goals: readonly Signal[],
  variableOfGate: Int32Array,
): Int32Array {
  const asked = goals.filter((goal) => goal !== HIGH);
  const count = uses.reduce((sum, use, gate) => sum + wordsFor(circuit.kind(gate), use).length, 0);
  const words = new Int32Array(count + 2 * asked.length);
  const literal = (signal: Signal) =>
    isNegated(signal) ? -variableOfGate[gateOf(signal)]! : variableOfGate[gateOf(signal)]!;
  const literals = new Int32Array(1 + PLACES_MAX);
  let to = 0;
  uses.forEach((use, gate) => {
    if (use === 0) return;
    const kind = circuit.kind(gate);
    literals[1] = variableOfGate[gate]!;
    for (let which = 0; which < INPUTS[kind]; which++)
      literals[2 + which] = literal(circuit.input(gate, which));
    for (const place of wordsFor(kind, use))
      words[to++] = place < 0 ? -literals[-place]! : literals[place]!;
  });
  for (const goal of asked) {
    words[to] = literal(goal);
    to += 2;
  }
  return words;
}

/** How each gate matters to the signals: whether it is to be high, to be low, or both. */
function usesBelow(circuit: Circuit, signals: readonly Signal[]): Uint8Array {
  const uses = new Uint8Array(circuit.gateCount);
  const note = (signal: Signal, use: number) => {
    uses[gateOf(signal)]! |= isNegated(signal) ? turned(use) : use;
  };
  for (const signal of signals) if (gateOf(signal) !== 0) note(signal, AS_HIGH);
  for (let gate = circuit.gateCount - 1; gate > 0; gate--) {
    const use = uses[gate]!;
    if (use === 0) continue;
    const kind = circuit.kind(gate);
    for (let which = 0; which < INPUTS[kind]; which++)
      note(circuit.input(gate, which), isMonotone(kind, which) ? use : AS_HIGH | AS_LOW);
  }
  return uses;
}

/** Whether a gate can only become high by an input that does. */
const isMonotone = (kind: Gate, which: number) =>
  kind !== Gate.Xor && !(kind === Gate.Choice && which === 0);

const turned = (use: number) => ((use & AS_HIGH) << 1) | (use >> 1);
