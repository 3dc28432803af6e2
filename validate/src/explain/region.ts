/** The code between cuts: which instructions of each side are run from one cut to the next. */
import { disassemble, type Module, ROWS, riscv } from "@ashlar/semantics";
import { instructionAt } from "../instructions.js";
import { type Code, successors } from "../loops/heads.js";

export interface Line {
  /** The instruction's byte in the module, or its address in the program. */
  readonly at: number;
  readonly text: string;
}

type Next = (at: number) => readonly number[];

/** What is come to from a start without going through a cut, in the order in which it stands. */
function reached(start: number, next: Next, isCut: (at: number) => boolean): number[] {
  const seen = new Set([start]);
  const open = [start];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const to of next(at))
      if (!seen.has(to) && !isCut(to)) {
        seen.add(to);
        open.push(to);
      }
  return [...seen].sort((one, other) => one - other);
}

/** WebAssembly's side, from a loop's label or from the function's start. */
export function wasmRegion(
  module: Module,
  index: number,
  from: number | undefined,
  isCut: boolean,
): Line[] {
  const { code } = module.functions[index]!;
  if (code === undefined) return [];
  const { labels, rows, first, choices } = code;
  const heads = new Set(labels.filter(({ isLoop }) => isLoop).map(({ target }) => target));
  const target = (label: number) => labels[label]!.target;
  const next: Next = (at) => {
    switch (ROWS[rows[at]!]!.name) {
      case "br":
        return [target(first[at]!)];
      case "br_if":
        return [target(first[at]!), at + 1];
      case "br_table":
        return Array.from(choices[first[at]!]!, target);
      case "if":
        return [first[at]!, at + 1];
      case "else":
        return [first[at]!];
      case "return":
      case "unreachable":
        return [];
      default:
        return at + 1 < rows.length ? [at + 1] : [];
    }
  };
  const start = from === undefined ? 0 : target(from);
  const all = disassemble(module, index);
  return reached(start, next, (at) => isCut && heads.has(at)).map((at) => {
    const { offset, text } = all[at]!;
    return { at: offset, text };
  });
}

/** The machine's side, from an address. */
export function machineRegion(from: number, heads: ReadonlySet<number>, code: Code): Line[] {
  const places = reached(
    from,
    (at) => successors(at, code),
    (at) => heads.has(at),
  );
  return places.flatMap((at) => {
    const instruction = instructionAt(at, (address) => code.parcel(address));
    return instruction ? [{ at, text: riscv.disassemble(instruction, BigInt(at)) }] : [];
  });
}
