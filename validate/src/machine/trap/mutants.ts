/** Faults in the trap's code: one instruction made another, as a slip of the hand would leave it. */
import { riscv } from "@ashlar/semantics";
import type { Image, Placed } from "./image.js";

/** `addi x0,x0,0`, and the same in 16 bits. */
const [NOTHING, NOTHING_SHORT] = [0x13, 1];
/** In `lr.w`: what makes it `lw`. */
const ORDINARY = { clear: 0xfff0707f, set: 0x2003 };

type Changes = ReadonlyMap<number, number>;

const isBranch = ({ instruction }: Placed) => /^b(eq|ne|ltu|geu)$/.test(instruction.row.name);
const isAccess = ({ instruction }: Placed) =>
  instruction.bytes === 4 && /^[ls]d$/.test(instruction.row.name);

/** What a branch goes by, so that it belongs to where that leads. */
const isComparedTo = (placed: Placed, next: Placed) =>
  isBranch(next) && placed.instruction.row.name === "addi";

/** Of the code from a symbol on, and of the branches that lead there from some other. */
export function mutantsOf(image: Image, name: string, from?: string): Map<string, Changes> {
  const found = new Map<string, Changes>();
  const code = [...image.straight(image.addressOf(name))].filter(
    ({ instruction }) => instruction.row.name !== "jal",
  );
  const entry = from === undefined ? [] : [...image.straight(image.addressOf(from))];
  const add = (first: Placed, how: string, ...words: (readonly [Placed, number])[]) => {
    const place = first.address - image.addressOf(from ?? name);
    const text = riscv.disassemble(first.instruction, BigInt(first.address));
    const changes = new Map(words.map(([{ address }, word]) => [address, word]));
    found.set(`${from ?? name}+${place} ${text}: ${how}`, changes);
  };
  const to = BigInt(image.addressOf(name));
  entry.forEach((placed, at) => {
    if (!isBranch(placed) || target(placed) !== to) return;
    add(placed, "left out", [placed, NOTHING]);
    const before = entry[at - 1]!;
    if (!isComparedTo(before, placed)) return;
    add(before, "left out", [before, NOTHING]);
    add(before, "one more", [before, moved(before, 1)]);
  });
  code.forEach((placed, at) => {
    const next = code[at + 1];
    if (isBranch(placed) || (next !== undefined && isComparedTo(placed, next))) return;
    const { row, operands, word } = placed.instruction;
    const isFar = row.name === "auipc" && next?.instruction.row.name === "jalr";
    if (row.name === "jalr" && placed.instruction.bytes === 4)
      add(placed, "returns elsewhere", [
        placed,
        changed(placed, { rd: operands.rd === 0 ? 1 : 0 }),
      ]);
    else if (!isFar) add(placed, "left out", [placed, nothingFor(placed)]);
    if (isAccess(placed)) add(placed, "8 bytes further", [placed, moved(placed, 8)]);
    if (row.name === "lr.w")
      add(placed, "ordinary", [placed, ((word & ORDINARY.clear) | ORDINARY.set) >>> 0]);
    if (next !== undefined && isAccess(placed) && next.instruction.row === row)
      add(placed, "swapped with the next", ...swapped(placed, next));
  });
  return found;
}

const nothingFor = ({ instruction }: Placed) => (instruction.bytes === 4 ? NOTHING : NOTHING_SHORT);

const target = ({ address, instruction }: Placed) =>
  BigInt(address) + BigInt(instruction.operands.imm);

const changed = ({ instruction }: Placed, other: Partial<riscv.Operands>) =>
  riscv.wordOf({ ...instruction.operands, ...other }, instruction.row.pattern);

const moved = (placed: Placed, by: number) =>
  changed(placed, { imm: placed.instruction.operands.imm + by });

/** Two accesses, each at the other's place. */
const swapped = (one: Placed, other: Placed) =>
  [
    [one, changed(one, { imm: other.instruction.operands.imm })],
    [other, changed(other, { imm: one.instruction.operands.imm })],
  ] as const;
