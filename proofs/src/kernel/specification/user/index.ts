/** The theorems about page tables, and about what user programs do between two entries. */
import * as numbers from "@ashlar/kernel/interface";
import type { Theorem } from "@ashlar/logic/prove";
import { fields } from "@ashlar/spec/kernel";
import { stated } from "../../../prove/stated.js";
import type { Statement } from "../../../prove/statement.js";
import { oneMore, unchecked } from "../faults.js";
import { instructionStatement } from "./instruction.js";
import { rightsStatement, walkStatement } from "./mapping.js";
import { ownStatement, unseenStatement } from "./step.js";
import { ASTRAY, LEAKING, ROWS, WRITING } from "./wrong.js";

/** A theorem whose mutants are the same statement of something that is wrong. */
function theorem<Given>(
  id: string,
  says: string,
  statement: (given?: Given) => Statement,
  wrong: Readonly<Record<string, Given>>,
): Theorem {
  const mutants = Object.entries(wrong).map(
    ([what, given]) => [what, () => statement(given)] as const,
  );
  return stated({ id, says, build: () => statement(), wrong: Object.fromEntries(mutants) });
}

const FAULTS = [unchecked(numbers.NO_RIGHT), oneMore(fields.ENTRY)];

export const userTheorems = (): Theorem[] => [
  theorem(
    "spec/mapping/walk",
    "whatever address a user program uses, the machine finds tables of the right level and then a frame that knows of it, nothing of the kernel's, or nothing; and it need not write an entry",
    walkStatement,
    ASTRAY,
  ),
  theorem(
    "spec/mapping/rights",
    "whatever comes into the kernel, an entry of a page table that appears is of the frame that the caller's capability is for, and gives no more than that",
    rightsStatement,
    Object.fromEntries(FAULTS),
  ),
  theorem(
    "spec/user-step/instruction",
    "what an instruction of a user program does depends on its registers and on bytes that the page tables let it read, and it writes only where they let it",
    instructionStatement,
    ROWS,
  ),
  theorem(
    "spec/user-step/unseen",
    "what a user program writes in another domain's turn is nothing that an observer sees who may not learn of it",
    unseenStatement,
    WRITING,
  ),
  theorem(
    "spec/user-step/own",
    "all that a user program's instruction looks at in an observer's own turn, tables and frames, is what that observer may learn of",
    ownStatement,
    LEAKING,
  ),
];
