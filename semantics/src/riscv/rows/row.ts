/** The form of the table of instructions: one row says all about one instruction. */
import type { Machine } from "../machine.js";
import { type Field, type Operands, type Pattern, pattern } from "./pattern.js";

export type Meaning = (machine: Machine, operands: Operands) => void;

/** An instruction of 32 bits. */
export interface Row {
  readonly name: string;
  readonly pattern: Pattern;
  /** Its operands as assemblers write them: `rd,imm(rs1)`. */
  readonly syntax: string;
  /** Where the manual says what it does. */
  readonly section: string;
  readonly meaning: Meaning;
}

/** One of 16 bits, which stands for one of 32. */
export interface ShortRow {
  readonly name: string;
  readonly pattern: Pattern;
  readonly syntax: string;
  readonly section: string;
  /** What it stands for, as assemblers write that: `addi rd,x2,imm`. */
  readonly expansion: string;
}

export const UNPRIVILEGED = "Unprivileged 20191213";
export const PRIVILEGED = "Privileged 20211203";

export function row(
  name: string,
  encoding: string,
  syntax: string,
  section: string,
  meaning: Meaning,
): Row {
  return { name, pattern: pattern(encoding), syntax, section, meaning };
}

const FIELDS = new Set<string>(["rd", "rs1", "rs2", "imm", "csr"]);

/** Where each operand of an expansion comes from: a field of the short form, or a number. */
export type Sources = Partial<Record<Field, Field | number>>;

/** The parts of operands: names of fields, registers and numbers. */
export function partsOf(syntax: string): string[] {
  return syntax.split(/[,()]/).filter((part) => part !== "");
}

/** How the operands of an expansion's row are made, from the texts of both. */
export function sourcesOf(syntax: string, written: string): Sources {
  const sources: Sources = {};
  const given = partsOf(written);
  partsOf(syntax).forEach((part, at) => {
    const field = (part === "target" ? "imm" : part) as Field;
    const from = given[at]!;
    sources[field] = FIELDS.has(from) ? (from as Field) : Number(from.replace(/^x/, ""));
  });
  return sources;
}
