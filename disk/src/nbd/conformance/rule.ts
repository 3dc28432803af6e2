/**
 * A rule of the protocol document, as a row: where it stands, what it says, how to try it.
 *
 * A rule is tried by a client that is allowed to break the rules itself. Where the document lets
 * the server choose, every choice it names passes.
 */
import type { Probe } from "./probe.js";

export type Level = "MUST" | "SHOULD";

export interface Rule {
  id: string;
  /** Heading of doc/proto.md. */
  section: string;
  level: Level;
  /** What the server has to do, in plain words. */
  statement: string;
  /** Throws `Violation` or `NotOffered`; whatever else it throws is a failure too. */
  run(probe: Probe): Promise<void>;
}

/** The server did something else. */
export class Violation extends Error {
  override readonly name = "Violation";
}

/** The server does not offer what the rule is about. */
export class NotOffered extends Error {
  override readonly name = "NotOffered";
}

export function expect(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Violation(otherwise);
}

export function offered(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new NotOffered(otherwise);
}

/** The rows of one section, as `[id, level, statement, run]`. */
export type Row = [id: string, level: Level, statement: string, run: Rule["run"]];

export function rulesOf(section: string, rows: Row[]): Rule[] {
  return rows.map(([id, level, statement, run]) => ({ id, section, level, statement, run }));
}
