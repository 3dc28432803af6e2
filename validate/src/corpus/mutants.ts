/**
 * Programs with one wrong instruction: what a compiler, a linker or an enemy might have made. The list
 * is the same for the same program and seed.
 */
import { Random } from "@ashlar/rapilog/random";
import { riscv } from "@ashlar/semantics";

export type MutantKind =
  | "bit"
  | "branch"
  | "dropped store"
  | "moved store"
  | "clobber"
  | "immediate";

export const MUTANT_KINDS: readonly MutantKind[] = [
  ...(["bit", "branch", "dropped store", "moved store", "clobber", "immediate"] as const),
];

export interface BinaryMutant {
  readonly kind: MutantKind;
  /** The function's symbol. */
  readonly symbol: string;
  readonly address: number;
  /** What stands there, and what does now. */
  readonly before: string;
  readonly after: string;
  readonly elf: Uint8Array;
}

/** An instruction of a function, and where it is in the file. */
interface Site {
  readonly symbol: string;
  readonly address: number;
  readonly offset: number;
  readonly instruction: riscv.Instruction;
}

const NOP = { 2: 0x0001, 4: 0x0000_0013 } as const;
const [BRANCH_BIT, SHORT_BRANCH_BIT] = [12, 13];
const CALLEE_SAVED = [8, 9, 18, 19, 20];

/** As many mutants of functions as asked for, all different. */
export function mutantsOf(
  elf: Uint8Array,
  isMeant: (symbol: string) => boolean,
  seed: number,
  count: number,
): BinaryMutant[] {
  const random = new Random(seed);
  const sites = sitesIn(elf, isMeant);
  const found = new Map<string, BinaryMutant>();
  const first = random.below(MUTANT_KINDS.length);
  for (let turns = 2 * count; turns > 0 && found.size < count && sites.length > 0; turns--) {
    const kind = MUTANT_KINDS[(first + turns) % MUTANT_KINDS.length]!;
    const mutant = mutantOf(elf, sites, kind, random);
    if (mutant !== undefined) found.set(`${mutant.address} ${mutant.after}`, mutant);
  }
  return [...found.values()];
}

/** Few instructions are stores or branches: so often one is looked for that a kind fits. */
const TRIES = 300;

function mutantOf(
  elf: Uint8Array,
  sites: readonly Site[],
  kind: MutantKind,
  random: Random,
): BinaryMutant | undefined {
  for (let tries = TRIES; tries > 0; tries--) {
    const site = random.pick(sites);
    const word = changed(site.instruction, kind, random);
    if (word !== undefined && word !== site.instruction.word)
      return mutantAt(elf, site, kind, word);
  }
  return undefined;
}

function sitesIn(elf: Uint8Array, isMeant: (symbol: string) => boolean): Site[] {
  const reading = riscv.readElf(elf);
  if (reading.kind === "fault") throw new Error(reading.fault.message);
  const { symbols, segments } = reading.program;
  return symbols
    .filter(({ name, kind }) => kind === "function" && isMeant(name))
    .flatMap((symbol) => {
      const segment = segments.find(
        ({ address, bytes }) =>
          address <= symbol.address && symbol.address < address + bytes.length,
      );
      return segment === undefined ? [] : sitesOf(elf, symbol, segment);
    });
}

function sitesOf(elf: Uint8Array, symbol: riscv.ElfSymbol, segment: riscv.Segment): Site[] {
  const inFile = segment.bytes.byteOffset - elf.byteOffset - segment.address;
  const view = new DataView(elf.buffer, elf.byteOffset, elf.byteLength);
  const sites: Site[] = [];
  for (let address = symbol.address; address < symbol.address + symbol.size_bytes; ) {
    const offset = address + inFile;
    const low = view.getUint16(offset, true);
    const bits = riscv.isShort(low) ? low : view.getUint32(offset, true);
    const instruction = riscv.decodeAt(bits, address);
    sites.push({ symbol: symbol.name, address, offset, instruction });
    address += instruction.bytes;
  }
  return sites;
}

function mutantAt(elf: Uint8Array, site: Site, kind: MutantKind, word: number): BinaryMutant {
  const { symbol, address, offset, instruction } = site;
  const copy = elf.slice();
  const view = new DataView(copy.buffer);
  if (instruction.bytes === 2) view.setUint16(offset, word, true);
  else view.setUint32(offset, word, true);
  return {
    ...{ kind, symbol, address, elf: copy },
    before: riscv.disassemble(instruction, BigInt(address)),
    after: textOf(word, address),
  };
}

function textOf(word: number, address: number): string {
  const instruction = riscv.decode(word);
  if (instruction === undefined) return `illegal 0x${word.toString(16)}`;
  return riscv.disassemble(instruction, BigInt(address));
}

/** The instruction's word with one thing wrong; undefined where it has no such thing. */
function changed(
  instruction: riscv.Instruction,
  kind: MutantKind,
  random: Random,
): number | undefined {
  const { word, bytes, row, short } = instruction;
  switch (kind) {
    case "bit":
      return flipped(word, random.below(8 * bytes));
    case "branch":
      if (!/^b(eq|ne|lt|ge|ltu|geu)$/.test(row.name)) return undefined;
      return flipped(word, short === undefined ? BRANCH_BIT : SHORT_BRANCH_BIT);
    case "dropped store":
      return isStore(row.name) ? NOP[bytes] : undefined;
    case "moved store":
      return isStore(row.name) ? withImmediate(instruction, random, [1, 2, 4, 8]) : undefined;
    case "clobber":
      return withOperand(instruction, "rd", random.pick(CALLEE_SAVED));
    case "immediate":
      return isStore(row.name) || isJump(row.name)
        ? undefined
        : withImmediate(instruction, random, [1]);
  }
}

/** The lengths of an instruction stay: its lowest two bits are left alone. */
function flipped(word: number, bit: number): number | undefined {
  return bit < 2 ? undefined : (word ^ (1 << bit)) >>> 0;
}

const isStore = (name: string) => /^s[bhwd]$/.test(name);
const isJump = (name: string) => /^(b(eq|ne|lt|ge|ltu|geu)|jal|jalr)$/.test(name);

function withImmediate(
  instruction: riscv.Instruction,
  random: Random,
  distances: readonly number[],
): number | undefined {
  const { operands } = instruction.short ?? instruction;
  const scale = instruction.short === undefined ? 1 : scaleOf(instruction);
  const by = random.pick(distances) * scale * random.pick([1, -1]);
  return withOperand(instruction, "imm", operands.imm + by);
}

/** How much one more is, where the lowest bits are not said. */
function scaleOf({ short }: riscv.Instruction): number {
  const pieces = short!.row.pattern.pieces.filter(({ field }) => field === "imm");
  return 2 ** Math.min(...pieces.map(({ to }) => to));
}

/** The same instruction with another operand, if there is such a word and it says so. */
function withOperand(
  instruction: riscv.Instruction,
  field: keyof riscv.Operands,
  value: number,
): number | undefined {
  const { operands, row } = instruction.short ?? instruction;
  if (!row.pattern.pieces.some((piece) => piece.field === field)) return undefined;
  const word = riscv.wordOf({ ...operands, [field]: value }, row.pattern);
  const again = riscv.decode(word);
  if (again === undefined || again.row !== instruction.row) return undefined;
  return (again.short ?? again).operands[field] === value ? word : undefined;
}
