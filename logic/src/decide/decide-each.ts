/**
 * Several questions about the same hypotheses, decided in one go: what they share becomes clauses
 * once, and what the solver learns of one it knows of the next. One certificate says that none of the
 * goals can fail; and of each question there is a state in which it is asked.
 */
import type { Assignment } from "../evaluate.js";
import { type Budget, type Cnf, certified, type Model, Solver, withClause } from "../sat/index.js";
import { and, not } from "../term/build.js";
import { all } from "../term/derived.js";
import { mark, release, type Term } from "../term/table.js";
import { Problem, type Size } from "./problem.js";
import { type Substituted, withoutDefinitions } from "./substitute.js";

export interface Question {
  /** Beside the hypotheses of all. */
  readonly when: readonly Term[];
  readonly goal: Term;
}

export type JointVerdict =
  | { readonly verdict: "proved"; readonly certificate: Int32Array; readonly size: Size }
  /** Values under which the hypotheses hold, and of one question the conditions and not the goal. */
  | { readonly verdict: "refuted"; readonly question: number; readonly model: Assignment }
  /** There is no state in which it is asked. */
  | { readonly verdict: "vacuous"; readonly question: number }
  | { readonly verdict: "unknown"; readonly question: number; readonly reason: string };

/** Decides by our own solver and checker; the budget is that of each question. */
export function decideEach(
  hypotheses: readonly Term[],
  questions: readonly Question[],
  budget: Budget = {},
): JointVerdict {
  const start = mark();
  try {
    const joint = new Joint(hypotheses, questions, budget);
    return joint.vacuous() ?? joint.decide();
  } finally {
    release(start);
  }
}

class Joint {
  /** What the questions are asked under, each once. */
  readonly #conditions: readonly Term[];
  /** That a question's goal fails. */
  readonly #denials: readonly Term[];
  readonly #rest: Substituted;
  readonly #problem: Problem;

  constructor(
    private readonly hypotheses: readonly Term[],
    private readonly questions: readonly Question[],
    private readonly budget: Budget,
  ) {
    this.#conditions = [...new Set(questions.map(({ when }) => all(when)))];
    this.#denials = questions.map(({ when, goal }) => and(all(when), not(goal)));
    this.#rest = withoutDefinitions(hypotheses, [...this.#conditions, ...this.#denials]);
    this.#problem = new Problem(this.#rest.claims, this.#rest.asked);
  }

  /** The first question that is never asked, or of which that is not known. */
  vacuous(): JointVerdict | undefined {
    const solver = new Solver(this.#problem.translation.cnf);
    for (const [at, condition] of this.#conditions.entries()) {
      const question = this.questions.findIndex(({ when }) => all(when) === condition);
      const literal = this.#problem.askedLiteral(at);
      if (literal === false) return { verdict: "vacuous", question };
      const result = solver.solve(literal === true ? [] : [literal], this.budget);
      if (result.verdict === "unknown")
        return { verdict: "unknown", question, reason: "no state is known in which to ask" };
      if (result.verdict !== "sat") return { verdict: "vacuous", question };
      this.#confirmed(result.model, condition);
    }
    return undefined;
  }

  #confirmed(model: Model, condition: Term): Assignment {
    const truths = [...this.hypotheses, condition];
    return this.#problem.confirmed(model, truths, this.#rest.definitions);
  }

  /** That the hypotheses hold and one of the questions' goals fails. */
  #anyFails(): Cnf {
    const literals = this.#denials.map((_, question) => this.#literal(question));
    // One that is always true makes the disjunction so.
    if (literals.includes(true)) return this.#problem.translation.cnf;
    const clause = literals.filter((literal) => typeof literal === "number");
    return withClause(this.#problem.translation.cnf, clause);
  }

  #literal = (question: number) => this.#problem.askedLiteral(this.#conditions.length + question);

  decide(): JointVerdict {
    const cnf = this.#anyFails();
    const solver = new Solver(cnf);
    for (const question of this.#denials.keys()) {
      const literal = this.#literal(question);
      if (literal === false) continue;
      const result = solver.solve(literal === true ? [] : [literal], this.budget);
      if (result.verdict === "unknown") return { ...result, question };
      if (result.verdict === "sat") {
        const model = this.#confirmed(result.model, this.#denials[question]!);
        return { verdict: "refuted", question, model };
      }
    }
    return this.#certified(solver, cnf);
  }

  /** No goal can fail: the certificate of that. */
  #certified(solver: Solver, cnf: Cnf): JointVerdict {
    const result = solver.solve([], this.budget);
    if (result.verdict === "unknown") return { ...result, question: 0 };
    if (result.verdict !== "unsat") throw new Error("something of which each part was denied");
    const verdict = certified(cnf, result.certificate);
    if (verdict.verdict === "unknown") return { ...verdict, question: 0 };
    return { verdict: "proved", certificate: verdict.certificate, size: this.#problem.size };
  }
}
