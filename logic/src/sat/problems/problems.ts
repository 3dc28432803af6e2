/** Problems of known kinds, for tests and benchmarks. */
import { Random } from "@ashlar/rapilog/random";
import { type Cnf, cnfOf } from "../cnf.js";
import { Circuit, type Word } from "./circuit.js";

/** Random clauses of three different variables each. Near 4.26 clauses a variable, half of such
 * problems have a solution. */
export function random3Sat(variables: number, clauses: number, seed: number): Cnf {
  const random = new Random(seed);
  const clause = () => {
    const chosen = new Set<number>();
    while (chosen.size < 3) chosen.add(1 + random.below(variables));
    return [...chosen].map((variable) => (random.chance(0.5) ? variable : -variable));
  };
  return cnfOf(variables, Array.from({ length: clauses }, clause));
}

/** `holes + 1` pigeons in `holes` holes, no two in one: has no solution, and no short proof. */
export function pigeonhole(holes: number): Cnf {
  const at = (pigeon: number, hole: number) => pigeon * holes + hole + 1;
  const clauses: number[][] = [];
  for (let pigeon = 0; pigeon <= holes; pigeon++)
    clauses.push(Array.from({ length: holes }, (_, hole) => at(pigeon, hole)));
  for (let hole = 0; hole < holes; hole++)
    for (let one = 0; one <= holes; one++)
      for (let other = 0; other < one; other++) clauses.push([-at(one, hole), -at(other, hole)]);
  return cnfOf((holes + 1) * holes, clauses);
}

/** The exclusive or of inputs, taken in two orders, differs: has no solution. */
export function parity(inputs: number, seed: number): Cnf {
  const random = new Random(seed);
  const circuit = new Circuit();
  const wires = circuit.word(inputs);
  const shuffled = [...wires];
  for (let index = inputs - 1; index > 0; index--) {
    const other = random.below(index + 1);
    [shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
  }
  const sum = (word: Word) => word.reduce((total, wire) => circuit.xor(total, wire), Circuit.FALSE);
  circuit.require(circuit.xor(sum(wires), sum(shuffled)));
  return circuit.problem();
}

/** a · b differs from b · a: has no solution. */
export function multiplierCommutes(bits: number): Cnf {
  const circuit = new Circuit();
  const a = circuit.word(bits);
  const b = circuit.word(bits);
  circuit.require(-circuit.equal(circuit.multiply(a, b), circuit.multiply(b, a)));
  return circuit.problem();
}

/** Two factors above 1 of a number: has a solution unless it is prime. */
export function factors(product: number, bits: number): Cnf {
  const circuit = new Circuit();
  const wide = (word: Word) => [...word, ...word.map(() => Circuit.FALSE)];
  const a = circuit.word(bits);
  const b = circuit.word(bits);
  circuit.require(...a.slice(1));
  circuit.require(...b.slice(1));
  const wanted = circuit.constant(BigInt(product), 2 * bits);
  circuit.require(circuit.equal(circuit.multiply(wide(a), wide(b)), wanted));
  return circuit.problem();
}

const ADDRESS_BITS = 64;
const WORD_BITS = 32;

/**
 * Words stored byte by byte in opposite orders through two forms of their addresses and of their
 * values, then one byte read anywhere: that the two differ has no solution. So is translation
 * validation, with memory eliminated by reading over writes.
 */
export function byteOrder(words: number): Cnf {
  const circuit = new Circuit();
  const base = circuit.word(WORD_BITS);
  const value = circuit.word(WORD_BITS);
  const place = circuit.word(ADDRESS_BITS);
  const before = circuit.word(8);
  const bytes = Array.from({ length: 4 * words }, (_, byte) => byte);
  const one = bytes.reduce(
    (read, byte) => written(circuit, read, place, directly(circuit, base, value, byte)),
    before,
  );
  const other = bytes.reduceRight<Word>(
    (read, byte) => written(circuit, read, place, roundabout(circuit, base, value, byte)),
    before,
  );
  circuit.require(-circuit.equal(one, other));
  return circuit.problem();
}

interface Store {
  address: Word;
  byte: Word;
}

/** What a read at `place` gives after one more store. */
function written(circuit: Circuit, read: Word, place: Word, { address, byte }: Store): Word {
  const hit = circuit.equal(place, address);
  return read.map((wire, bit) => circuit.mux(hit, byte[bit]!, wire));
}

function shifted(word: Word): Word {
  return [Circuit.FALSE, ...word.slice(0, -1)];
}

function byteOf(word: Word, byte: number): Word {
  return word.slice(8 * (byte % 4), 8 * (byte % 4) + 8);
}

function widened(circuit: Circuit, word: Word): Word {
  return [...word, ...circuit.constant(0n, ADDRESS_BITS - word.length)];
}

/** Byte `byte` of value + 3 · base + its word's number, at base + byte. */
function directly(circuit: Circuit, base: Word, value: Word, byte: number): Store {
  const offset = circuit.constant(BigInt(byte), ADDRESS_BITS);
  const threefold = circuit.add(base, shifted(base));
  const word = circuit.constant(BigInt(byte >> 2), WORD_BITS);
  const sum = circuit.add(circuit.add(value, threefold), word);
  return { address: circuit.add(widened(circuit, base), offset), byte: byteOf(sum, byte) };
}

/** The same, at (base + word) + byte within it, of ((value + base) + 2 · base) + number. */
function roundabout(circuit: Circuit, base: Word, value: Word, byte: number): Store {
  const number = circuit.constant(BigInt(byte >> 2), WORD_BITS);
  const sum = circuit.add(circuit.add(circuit.add(value, base), shifted(base)), number);
  const start = circuit.constant(BigInt(byte & ~3), ADDRESS_BITS);
  const within = circuit.constant(BigInt(byte & 3), ADDRESS_BITS);
  const address = circuit.add(circuit.add(widened(circuit, base), start), within);
  return { address, byte: byteOf(sum, byte) };
}
