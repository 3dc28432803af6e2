/** Theorems about any table, without code: each of their hypotheses is needed. */
import { mark, release, type Term } from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import { exhibitOf } from "../../prove/exhibit.js";
import { proveStatement, type Statement } from "../../prove/statement.js";

/** A statement with what it rests on, by name: left out, each must make it refutable. */
export interface Resting {
  readonly statement: Statement;
  readonly needed: Readonly<Record<string, Term>>;
}

export function pureTheorem(id: string, says: string, build: () => Resting): Theorem {
  const without = (name: string): Statement => {
    const { statement, needed } = build();
    const hypotheses = statement.hypotheses.filter((one) => one !== needed[name]);
    return { ...statement, hypotheses };
  };
  const mutants = () => {
    const start = mark();
    const names = Object.keys(build().needed);
    release(start);
    return names.map((name) => ({
      id: `${id}#not that ${name}`,
      prove: () => proveStatement(() => without(name)),
    }));
  };
  const statement = () => build().statement;
  return {
    ...{ id, says, mutants },
    prove: () => proveStatement(statement),
    exhibit: () => exhibitOf(statement),
  };
}
