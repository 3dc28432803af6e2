/**
 * Tables of constants, and jumps through them. A compiler turns a choice among many into a load from a
 * table, of a value or of where to go on. How long a table is, nobody says: it is taken to be as long as
 * it may be, and that no access is beyond it, and that a jump goes nowhere else, is among the run's
 * faults, none of which may happen. So what is found here proposes, and the solver decides.
 */
import {
  and,
  bigintOf,
  choiceOf,
  constant,
  equal,
  extract,
  FALSE,
  fromBytes,
  isLiteral,
  isNonzero,
  ite,
  not,
  or,
  replaced,
  shapeOf,
  type Term,
  TRUE,
  uge,
} from "@ashlar/logic";
import { giveUp, type riscv } from "@ashlar/semantics";
import type { Found, Frame } from "./frame.js";

/** More entries than this are not looked at. */
const ENTRIES_MAX = 256;
/** Choices from which one jump's address may be computed. */
const CASES_MAX = 2 * ENTRIES_MAX;

export interface Table {
  /** What a load finds, if it is of one of the entries. */
  readonly value: Term;
  /** Whether it is of none. */
  readonly isOutside: Term;
}

/** Entries of so many bytes each, from where an access counts. */
export function tableAt(
  frame: Frame,
  { start, index }: Found & { region: "table" },
  bytes: number,
): Table {
  const entries: Term[] = [];
  const end = frame.tableEnd(start);
  for (let at = start; at + bytes <= end && entries.length < ENTRIES_MAX; at += bytes) {
    const parts = Array.from({ length: bytes }, (_, byte) => frame.constantByte(at + byte));
    if (!parts.every((part) => part !== undefined)) break;
    entries.push(fromBytes(parts));
  }
  const last = entries.at(-1) ?? giveUp("it reads where the program has nothing");
  const at = (entry: number) => constant(64, entry * bytes);
  const value = entries.reduceRight(
    (others, entry, place) => ite(equal(index, at(place)), entry, others),
    last,
  );
  const isBetween = bytes === 1 ? FALSE : isNonzero(extract(index, Math.log2(bytes) - 1, 0));
  return { value, isOutside: or(uge(index, at(entries.length)), isBetween) };
}

/** Where a jump to an address that is computed from choices may go: each place once, and when. */
export function jumpsOf(
  address: Term,
  mayBe: (target: number) => boolean,
): readonly riscv.Jump[] | undefined {
  const conditions = new Map<Term, Term>();
  const open: Case[] = [{ denied: [], condition: TRUE, address }];
  for (let one = open.pop(), left = CASES_MAX; one !== undefined; one = open.pop()) {
    if (!isLiteral(one.address)) {
      const choice = choiceIn(one.address);
      if (choice === undefined || left-- === 0) return undefined;
      open.push(...casesOf(one, choice));
    } else if (mayBe(Number(bigintOf(one.address)))) {
      const condition = one.denied.map(not).reduce(and, one.condition);
      conditions.set(one.address, or(conditions.get(one.address) ?? FALSE, condition));
    }
  }
  return [...conditions].map(([target, condition]) => ({ target, condition }));
}

interface Case {
  /** None of these holds. */
  readonly denied: readonly Term[];
  readonly condition: Term;
  readonly address: Term;
}

/** What a case is where a choice in it is made one way, and the other. */
function casesOf({ denied, condition, address }: Case, choice: Term): readonly Case[] {
  const [by, one, other] = choiceOf(choice)!;
  const made = (value: Term) => replaced([address], new Map([[choice, value]]))[0]!;
  return [
    {
      denied: denied.filter((earlier) => !excludes(by, earlier)),
      ...{ condition: and(condition, by), address: made(one) },
    },
    { denied: [...denied, by], condition, address: made(other) },
  ];
}

/** Whether both say what one term is, and not the same: what is one is not the other. */
function excludes(one: Term, other: Term): boolean {
  const [x, y] = [shapeOf(one), shapeOf(other)];
  if (one === other || x.operator !== "equal" || y.operator !== "equal") return false;
  const [literals, others] = [
    [...x.parts, ...y.parts].filter(isLiteral),
    [...x.parts, ...y.parts].filter((part) => !isLiteral(part)),
  ];
  return literals.length === 2 && literals[0] !== literals[1] && others[0] === others[1];
}

/** A choice from which a number is computed, not within a read; undefined where there is none. */
function choiceIn(term: Term): Term | undefined {
  const open = [term];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (choiceOf(part) !== undefined) return part;
    const { operator, parts } = shapeOf(part);
    if (operator !== "select") open.push(...parts);
  }
  return undefined;
}
