/** The theorems that no entry changes what the caller's capabilities do not authorise. */
import * as numbers from "@ashlar/kernel/interface";
import { exhibitOf } from "../../../prove/exhibit.js";
import { proveStatement, type StatedTheorem } from "../../../prove/statement.js";
import { baseOf, ENTRIES_APART, type Entry } from "../entries.js";
import { mutantsOf, type Planted, unchecked } from "../faults.js";
import { OPEN } from "../open.js";
import { ALLOWED } from "./allowed.js";
import { unchangedStatement } from "./unchanged.js";

/** Entries by no capability of a caller. */
const WITHOUT: readonly string[] = ["reply", "timer", "interrupt"];
/** Those of which it is told from the type alone that the change is not allowed. */
const CHECKS: readonly Planted[] = [unchecked(numbers.NO_RIGHT), unchecked(numbers.WRONG_TYPE)];

const faultsOf = (entry: Entry): readonly Planted[] =>
  baseOf(entry) in ALLOWED && !WITHOUT.includes(entry.name) ? CHECKS : [];

function unchangedTheorem(entry: Entry): StatedTheorem {
  const id = `spec/integrity/${entry.name}`;
  const statement = () => unchangedStatement(entry);
  return {
    id,
    says: `whatever the state was, ${entry.what} changes only what the caller's capabilities allow, and nobody gets a right that was not held`,
    statement,
    prove: () => proveStatement(statement),
    mutants: () => mutantsOf(id, faultsOf(entry), (fault) => unchangedStatement(entry, fault)),
    exhibit: () => exhibitOf(statement),
  };
}

export const integrityTheorems = (): StatedTheorem[] =>
  ENTRIES_APART.filter(({ name }) => !OPEN.integrity.includes(name)).map(unchangedTheorem);
