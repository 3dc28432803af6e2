/**
 * What was encoded is what is decoded: two specifications, that of what sealing leaves
 * (`record.ts`) and that of what is taken for a record (`is-record.ts`), fit each other.
 */
import {
  ArrayValue,
  type Assignment,
  add,
  bitVector,
  bytesOf,
  constant,
  extract,
  not,
  store,
  type Term,
  type Value,
  variable,
} from "@ashlar/logic";
import type { Mutant } from "@ashlar/logic/prove";
import { exhibitOf } from "../../prove/exhibit.js";
import { proveStatement, type StatedTheorem, type Statement, same } from "../../prove/statement.js";
import { arbitraryMoment, type Core, coreBytes, coreOf, type Moment } from "../core.js";
import { functionIn } from "../functions.js";
import { globalOf } from "../globals.js";
import { isPlacedRing, recordConditions, wordsFrom } from "./is-record.js";
import { addressOf } from "./places.js";
import { type Header, headerSum, wordsOf } from "./record.js";

const ID = "rapilog/encode/decodes";
const word = (name: string) => variable(name, bitVector(64));

/** How a header may be written wrongly: what becomes of its words and of their checksum. */
type Damage = (words: readonly Term[], sum: Term) => { words: readonly Term[]; sum: Term };

const undamaged: Damage = (words, sum) => ({ words, sum });

/** Where each field is read from: the word, and its bits. */
const ACCESSORS: readonly (readonly [
  name: keyof Header,
  word: number,
  high: number,
  low: number,
])[] = [
  ["kind", 0, 63, 32],
  ["stream", 1, 63, 0],
  ["position", 2, 63, 0],
  ["sequence", 3, 63, 0],
  ["incarnation", 4, 63, 0],
  ["offset", 5, 63, 0],
  ["length", 6, 63, 0],
  ["payloadSum", 7, 63, 0],
];

/** A record's place, whether its position and its length suit it, and what sealing left there. */
function decodesStatement(core: Core, damage = undamaged): Statement {
  const moment = arbitraryMoment(core.module, functionIn(core, "verify"));
  const fields: Header = {
    kind: variable("kind", bitVector(32)),
    stream: word("stream"),
    position: word("position"),
    sequence: word("sequence"),
    incarnation: word("incarnation"),
    offset: word("offset"),
    length: word("length"),
    payloadSum: word("payloadSum"),
  };
  const at = addressOf(moment, fields.position);
  const right = wordsOf(fields);
  const { words, sum } = damage(right, headerSum(right));
  const memory = [...words, sum].reduce(
    (before, word, which) => withWord(before, add(at, constant(32, 8 * which)), word),
    moment.memory,
  );
  const payload = { address: at, bytes: constant(32, 0), sum: fields.payloadSum };
  const conditions = recordConditions({ ...moment, memory }, fields, payload);
  const suits = conditions.filter(({ claim }) => SUITS.test(claim));
  const found = wordsFrom(memory, at);
  return {
    hypotheses: [...isPlacedRing(moment), ...suits.map(({ goal }) => goal)],
    guesses: [guess(moment, fields)],
    obligations: [
      ...conditions.filter((condition) => !suits.includes(condition)),
      ...same(
        ACCESSORS.map(([name, which, high, low]) => [
          `what is read as ${name} is what was written`,
          extract(found[which]!, high, low),
          fields[name],
        ]),
      ),
    ],
  };
}

/** Memory with a word in it. */
const withWord = (memory: Term, address: Term, word: Term) =>
  bytesOf(word).reduce(
    (before, byte, at) => store(before, add(address, constant(32, at)), byte),
    memory,
  );

/** A write's header in the middle of a small ring, each of its fields another number. */
function guess(moment: Moment, fields: Header): Assignment {
  const values = Object.values(fields).map((field, at): [Term, bigint] => [field, BigInt(at + 8)]);
  const set = (term: Term, value: bigint): [Term, bigint] => [term, value];
  return new Map<Term, Value>([
    ...values,
    set(fields.kind, 1n),
    set(fields.length, 512n),
    set(moment.pages, 64n),
    set(globalOf(moment, "base"), 0n),
    set(globalOf(moment, "ringSectors"), 2048n),
    set(globalOf(moment, "grainSectors"), 1n),
    [moment.memory, new ArrayValue(0n, new Map())],
  ]);
}

/** Conditions that are about what is to be encoded. */
const SUITS = /multiple of the grain|length that is sound/;

const swapped =
  (one: number, other: number): Damage =>
  (words, sum) => {
    const copy = [...words];
    [copy[one], copy[other]] = [copy[other]!, copy[one]!];
    return { words: copy, sum };
  };

const DAMAGES: Readonly<Record<string, Damage>> = {
  ...Object.fromEntries(
    ACCESSORS.map(([name, which]): [string, Damage] => [
      `another bit in the word of ${name}`,
      (words, sum) => ({ words: words.map((one, at) => (at === which ? not(one) : one)), sum }),
    ]),
  ),
  "sequence and incarnation exchanged": swapped(3, 4),
  "offset and length exchanged": swapped(5, 6),
  "the checksum of other words": (words) => ({ words, sum: headerSum([...words].reverse()) }),
  "no checksum": (words) => ({ words, sum: constant(64, 0) }),
};

export function decodesTheorem(core: Core = coreOf(coreBytes())): StatedTheorem {
  const statement = () => decodesStatement(core);
  const mutants = (): Mutant[] =>
    Object.entries(DAMAGES).map(([what, damage]) => ({
      id: `${ID}#${what}`,
      prove: () => proveStatement(() => decodesStatement(core, damage)),
    }));
  return {
    id: ID,
    says: "where a header stands as sealing leaves it (rapilog/encode/seal), at its position and with a length that suits it, and a payload with the checksum that it names: that is what verify takes for a record (rapilog/encode/verify), and each field that is read is the one that was written. A change within one aligned word of header or payload is always noticed, others are not proved to be",
    ...{ statement, mutants },
    prove: () => proveStatement(statement),
    exhibit: () => exhibitOf(statement),
  };
}
