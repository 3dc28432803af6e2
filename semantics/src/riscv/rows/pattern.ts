/**
 * Encodings as the manual's tables write them, from the highest bit to the lowest:
 * `imm[12|10:5] rs2 rs1 000 imm[4:1|11] 1100011`. One text says what is fixed, what is an operand
 * and where each of its bits is, for decoding and for encoding.
 */

/** What an instruction is given. Fields that it does not have are zero. */
export interface Operands {
  rd: number;
  rs1: number;
  rs2: number;
  /** Sign-extended where the encoding says `imm`, not where it says `uimm`. */
  imm: number;
  csr: number;
  /** Acquire (bit 1) and release (bit 0): one hart is always in order. */
  order: number;
}

export type Field = keyof Operands;

/** Neighbouring bits of a field: from which bit of the word to which of the value. */
interface Piece {
  readonly field: Field;
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

export interface Pattern {
  readonly bits: 16 | 32;
  readonly mask: number;
  readonly match: number;
  readonly pieces: readonly Piece[];
  /** The width of `imm` with its sign; 0 where it has none. */
  readonly signedBits: number;
  /** Values that a field must not have: they encode something else, or nothing. */
  readonly without: readonly { readonly field: Field; readonly values: readonly number[] }[];
  /** Registers of three bits: x8 to x15. */
  readonly short: ReadonlySet<Field>;
}

export const NO_OPERANDS: Operands = { rd: 0, rs1: 0, rs2: 0, imm: 0, csr: 0, order: 0 };

const FIRST_SHORT_REGISTER = 8;
const WIDTHS: Record<string, number> = { rd: 5, rs1: 5, rs2: 5, csr: 12, order: 2 };

/** `-----` is ignored, `rd/rs1` is both, `rd'` is one of x8 to x15, `rd≠{0,2}` is not these. */
const REGISTER = /^(rd|rs1|rs2|rd\/rs1|csr|order)('?)(?:≠\{?([\d,]+)\}?)?$/;
const IMMEDIATE = /^(nz)?(u?)imm\[([\d:|]+)\]$/;

interface Draft {
  bits: number;
  mask: number;
  match: number;
  pieces: Piece[];
  signedBits: number;
  without: { field: Field; values: number[] }[];
  short: Set<Field>;
}

/** Reads an encoding. A text that is none is the programmer's error. */
export function pattern(text: string): Pattern {
  const draft: Draft = {
    ...{ bits: 0, mask: 0, match: 0, signedBits: 0 },
    ...{ pieces: [], without: [], short: new Set<Field>() },
  };
  for (const token of text.split(" ").reverse()) take(draft, token);
  const { bits } = draft;
  if (bits !== 16 && bits !== 32) throw new Error(`${text} has ${bits} bits`);
  return { ...draft, bits, mask: draft.mask >>> 0, match: draft.match >>> 0 };
}

function take(draft: Draft, token: string): void {
  const register = REGISTER.exec(token);
  const immediate = IMMEDIATE.exec(token);
  if (register) takeRegister(draft, register[1]!, register[2] !== "", register[3]);
  else if (immediate)
    takeImmediate(draft, immediate[3]!, immediate[2] === "", immediate[1] !== undefined);
  else if (/^[01]+$/.test(token)) takeFixed(draft, token);
  else if (/^-+$/.test(token)) draft.bits += token.length;
  else throw new Error(`no part of an encoding: ${token}`);
}

function takeFixed(draft: Draft, token: string): void {
  draft.mask |= (2 ** token.length - 1) << draft.bits;
  draft.match |= Number.parseInt(token, 2) << draft.bits;
  draft.bits += token.length;
}

function takeRegister(draft: Draft, name: string, isShort: boolean, not: string | undefined) {
  const width = isShort ? 3 : WIDTHS[name.split("/")[0]!]!;
  for (const field of name.split("/") as Field[]) {
    draft.pieces.push({ field, from: draft.bits, to: 0, width });
    if (isShort) draft.short.add(field);
    if (not) draft.without.push({ field, values: not.split(",").map(Number) });
  }
  draft.bits += width;
}

function takeImmediate(draft: Draft, places: string, isSigned: boolean, isNonzero: boolean): void {
  for (const range of places.split("|").reverse()) {
    const [high, low = high] = range.split(":").map(Number) as [number, number?];
    const width = high - low + 1;
    draft.pieces.push({ field: "imm", from: draft.bits, to: low, width });
    draft.bits += width;
    if (isSigned) draft.signedBits = Math.max(draft.signedBits, high + 1);
  }
  if (isNonzero && !draft.without.some(({ field }) => field === "imm"))
    draft.without.push({ field: "imm", values: [0] });
}

/** The operands in a word of this pattern; undefined where it is not one. */
export function operandsIn(word: number, pattern: Pattern): Operands | undefined {
  if ((word & pattern.mask) >>> 0 !== pattern.match) return undefined;
  const operands = { ...NO_OPERANDS };
  for (const { field, from, to, width } of pattern.pieces)
    operands[field] |= ((word >>> from) & (2 ** width - 1)) << to;
  for (const field of pattern.short) operands[field] += FIRST_SHORT_REGISTER;
  const above = 32 - pattern.signedBits;
  if (above < 32) operands.imm = (operands.imm << above) >> above;
  return isExcluded(operands, pattern) ? undefined : operands;
}

function isExcluded(operands: Operands, { without }: Pattern): boolean {
  return without.some(({ field, values }) => values.includes(operands[field]));
}

/** The word with these operands, which must be ones that the pattern can say. */
export function wordOf(operands: Operands, pattern: Pattern): number {
  let word = pattern.match;
  for (const { field, from, to, width } of pattern.pieces) {
    const value = operands[field] - (pattern.short.has(field) ? FIRST_SHORT_REGISTER : 0);
    word |= ((value >>> to) & (2 ** width - 1)) << from;
  }
  return word >>> 0;
}
