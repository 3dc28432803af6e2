/** A theorem from its statement, and its mutants from statements that are wrong. */
import type { Theorem } from "@ashlar/logic/prove";
import { exhibitOf } from "./exhibit.js";
import { proveStatement, type Statement } from "./statement.js";

export interface Stated {
  readonly id: string;
  /** In plain words. */
  readonly says: string;
  readonly build: () => Statement;
  /** By what is wrong with it. */
  readonly wrong: Readonly<Record<string, () => Statement>>;
}

export function stated({ id, says, build, wrong }: Stated): Theorem {
  const prove = (statement: () => Statement) => () => proveStatement(statement);
  const mutants = () =>
    Object.entries(wrong).map(([what, statement]) => ({
      id: `${id}#${what}`,
      prove: prove(statement),
    }));
  return {
    ...{ id, says, mutants },
    prove: prove(build),
    exhibit: () => exhibitOf(build),
  };
}
