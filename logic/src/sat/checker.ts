/**
 * Accepts or rejects the certificate of an `unsat`. This file is trusted, and it is all that is: it
 * imports nothing and shares nothing with the search.
 *
 * A problem is clauses of DIMACS literals, each ended by 0 and numbered from 1 in their order. A
 * certificate is steps, each two lists of words ended by 0,
 *
 *     literal … 0  clause number … 0
 *
 * a clause, which takes the next number, and earlier clauses that show that it follows (reverse
 * unit propagation as in LRAT, without deletions): when all literals of the step's clause are
 * false, then each clause that is named has all literals false but one, which thereby becomes true,
 * until the last, whose literals are all false: a contradiction. So every step's clause is implied
 * by the problem, and the last step's is the empty clause, which nothing satisfies. Anything else
 * is rejected; nothing is skipped, repaired or assumed.
 */

export type Judgement =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly reason: string; readonly step: number };

interface Problem {
  readonly variables: number;
  readonly clauses: Int32Array;
}

/** Judges whether a certificate shows that a problem has no solution. Steps count from 1; step 0
 * is the problem itself. */
export function check(problem: Problem, certificate: Int32Array): Judgement {
  const checker = new Checker(problem, certificate);
  const reason = checker.readProblem() ?? checker.readSteps();
  return reason === undefined
    ? { accepted: true }
    : { accepted: false, reason, step: checker.step };
}

class Checker {
  step = 0;
  /** The problem's words and the certificate's after them. Clauses are referred to in place. */
  readonly #words: Int32Array;
  readonly #problemEnd: number;
  readonly #variables: number;
  /** Where each clause starts, by its number. */
  readonly #starts: Int32Array;
  #clauses = 0;
  /** 1 true, -1 false, 0 neither, by variable. */
  readonly #values: Int8Array;
  readonly #assigned: Int32Array;
  #assignedCount = 0;
  /** The next word to read. */
  #at = 0;

  constructor({ variables, clauses }: Problem, certificate: Int32Array) {
    if (!Number.isInteger(variables) || variables < 0 || variables >= 2 ** 31)
      throw new RangeError(`${variables} is no number of variables`);
    this.#variables = variables;
    this.#problemEnd = clauses.length;
    this.#words = new Int32Array(clauses.length + certificate.length);
    this.#words.set(clauses);
    this.#words.set(certificate, clauses.length);
    this.#starts = new Int32Array(this.#words.length + 2);
    this.#values = new Int8Array(variables + 1);
    this.#assigned = new Int32Array(variables);
  }

  /** What is wrong with the problem, if anything. */
  readProblem(): string | undefined {
    while (this.#at < this.#problemEnd) {
      const start = this.#at;
      for (; this.#words[this.#at] !== 0; this.#at++) {
        if (this.#at === this.#problemEnd) return "the problem's last clause has no end";
        if (!this.#isLiteral(this.#words[this.#at]!))
          return "the problem has a literal out of range";
      }
      if (this.#at >= this.#problemEnd) return "the problem's last clause has no end";
      this.#at++;
      this.#starts[++this.#clauses] = start;
    }
    return undefined;
  }

  /** What is wrong with the certificate, if anything. */
  readSteps(): string | undefined {
    while (this.#at < this.#words.length) {
      this.step++;
      const start = this.#at;
      const reason = this.#denyLiterals() ?? this.#followHints();
      if (reason !== undefined) return reason;
      this.#forgetValues();
      this.#starts[++this.#clauses] = start;
      if (this.#words[start] !== 0) continue;
      return this.#at === this.#words.length ? undefined : "there is more after the empty clause";
    }
    return "the empty clause is not derived";
  }

  /** Reads a step's literals and makes them false. */
  #denyLiterals(): string | undefined {
    for (; this.#at < this.#words.length; this.#at++) {
      const literal = this.#words[this.#at]!;
      if (literal === 0) {
        this.#at++;
        return undefined;
      }
      if (!this.#isLiteral(literal)) return `${literal} is no literal`;
      const value = this.#valueOf(literal);
      if (value > 0) return `the clause has both ${literal} and ${-literal}`;
      if (value === 0) this.#makeTrue(-literal);
    }
    return "the certificate ends within a clause";
  }

  /** Reads a step's clause numbers and lets those clauses propagate. */
  #followHints(): string | undefined {
    let isContradicted = false;
    for (; this.#at < this.#words.length; this.#at++) {
      const number = this.#words[this.#at]!;
      if (number === 0) {
        this.#at++;
        return isContradicted ? undefined : "the clauses named do not contradict its negation";
      }
      if (number < 1 || number > this.#clauses) return `there is no clause ${number} before it`;
      if (isContradicted) return `clause ${number} is named after the contradiction`;
      const unit = this.#unitOf(number);
      if (unit === undefined) return `clause ${number} does not propagate`;
      if (unit === 0) isContradicted = true;
      else this.#makeTrue(unit);
    }
    return "the certificate ends within the clauses named";
  }

  /** The one literal of a clause that has no value yet while all others are false; 0 if all are
   * false; nothing if the clause is true or has several without a value. */
  #unitOf(number: number): number | undefined {
    const words = this.#words;
    const values = this.#values;
    let unit = 0;
    for (let at = this.#starts[number]!; ; at++) {
      const literal = words[at]!;
      if (literal === 0) return unit;
      const value = literal > 0 ? values[literal]! : -values[-literal]!;
      if (value < 0 || literal === unit) continue;
      if (value > 0 || unit !== 0) return undefined;
      unit = literal;
    }
  }

  #isLiteral(word: number): boolean {
    return word !== 0 && word <= this.#variables && word >= -this.#variables;
  }

  #valueOf(literal: number): number {
    return literal > 0 ? this.#values[literal]! : -this.#values[-literal]!;
  }

  #makeTrue(literal: number): void {
    this.#values[Math.abs(literal)] = Math.sign(literal);
    this.#assigned[this.#assignedCount++] = Math.abs(literal);
  }

  #forgetValues(): void {
    while (this.#assignedCount > 0) this.#values[this.#assigned[--this.#assignedCount]!] = 0;
  }
}
