/** Faults planted in the specification: what a theorem says must be false of a kernel with one. */
import * as numbers from "@ashlar/kernel/interface";
import { add } from "@ashlar/logic";
import type { Mutant } from "@ashlar/logic/prove";
import { number64 } from "@ashlar/spec";
import type { Field } from "@ashlar/spec/kernel";
import { proveStatement, type Statement } from "../../prove/statement.js";
import type { Fault } from "./paths.js";

/** A fault, and what it is called. */
export type Planted = readonly [name: string, fault: Fault];

/** Fields that are left as they were. */
export const without = (...left: readonly Field[]): Planted => [
  `without change of ${left.map(({ name }) => name).join(", ")}`,
  { write: (field, value) => (left.includes(field) ? undefined : value) },
];

/** One too many. */
export const oneMore = (wrong: Field): Planted => [
  `${wrong.name} is one too many`,
  { write: (field, value) => (field === wrong ? add(value, number64(1)) : value) },
];

const ANSWERS: ReadonlyMap<number, string> = new Map([
  [numbers.NO_CAPABILITY, "that there is a capability"],
  [numbers.WRONG_TYPE, "the type"],
  [numbers.NO_RIGHT, "the right"],
  [numbers.OUT_OF_RANGE, "the range"],
  [numbers.IN_USE, "whether it is in use"],
  [numbers.WORN_OUT, "whether generations are left"],
  [numbers.NOTHING, "whether there is anything"],
]);

/** What would be refused with these answers is done. */
export const unchecked = (...answers: readonly number[]): Planted => [
  `does not check ${answers.map((answer) => ANSWERS.get(answer)).join(" and ")}`,
  { isRefusal: (answer) => !answers.includes(answer) },
];

/** The statement about each faulty specification, which must be refuted. */
export const mutantsOf = (
  id: string,
  planted: readonly Planted[],
  statement: (fault: Fault) => Statement,
): Mutant[] =>
  planted.map(([name, fault]) => ({
    id: `${id}#${name}`,
    prove: () => proveStatement(() => statement(fault)),
  }));
