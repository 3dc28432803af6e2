/**
 * `ashlar validate --explain`: each chunk of a function with its WebAssembly, its C, if the program says
 * which line its instructions are of, and its RISC-V side by side, below what relates both sides.
 */
import type { Chunk, Cut, Explanation, Line, Step } from "@ashlar/validate";
import { explanationOf } from "@ashlar/validate";
import { type SourceLine, type Sources, sourcesOf } from "./source-lines.js";
import type { Subject } from "./validate.js";

/** An instruction of the machine, and where in C it is from. */
interface MachineLine extends Line {
  readonly source: SourceLine | null;
}

interface ExplainedChunk extends Chunk {
  readonly machine: readonly MachineLine[];
}

export interface Explained extends Explanation {
  readonly chunks: readonly ExplainedChunk[];
  /** Why there is no C, where there is none. */
  readonly noSource: string | null;
}

/** What was told of functions, put together with their code. */
export async function explained(
  { module, program, layout }: Subject,
  path: string,
  steps: ReadonlyMap<string, readonly Step[]>,
): Promise<Explained[]> {
  const found: Explained[] = [];
  for (const [name, told] of steps) {
    const explanation = explanationOf(module, program, name, told, layout && { layout });
    if (explanation.kind !== "explanation") continue;
    const addresses = explanation.chunks.flatMap(({ machine }) => machine.map(({ at }) => at));
    found.push(withSources(explanation, await sourcesOf(path, addresses)));
  }
  return found;
}

function withSources(explanation: Explanation, { lines, missing }: Sources): Explained {
  const chunks = explanation.chunks.map((chunk) => ({
    ...chunk,
    machine: chunk.machine.map((line) => ({ ...line, source: lines.get(line.at) ?? null })),
  }));
  return { ...explanation, chunks, noSource: missing };
}

const WIDTH_DEFAULT = 120;
const BETWEEN = " │ ";

/** For people: a heading, then its chunks. */
export function explanationText({ name, isCut, chunks, noSource }: Explained): string {
  const cuts = chunks.length - 1;
  const how = isCut ? `cut at ${cuts} pair${cuts === 1 ? "" : "s"} of loops` : "in one piece";
  return [
    `${name}, ${how}`,
    ...(noSource === null ? [] : [`C is not shown: ${noSource}`]),
    ...chunks.map((chunk) => chunkText(chunk, noSource === null)),
  ].join("\n\n");
}

function chunkText(chunk: ExplainedChunk, hasSource: boolean): string {
  const { from, state, doing, relation, changes } = chunk;
  const list = (what: string, parts: readonly string[]) =>
    parts.length === 0 ? [] : [`  ${what}`, ...parts.map((part) => `    ${named(part)}`)];
  const about =
    from === null
      ? []
      : [
          ...list("each round may change, and keeps all else:", changesText(changes)),
          ...list(
            "what relates both sides, round after round; a difference is what it was at first:",
            relation,
          ),
        ];
  return [
    `${placeName(chunk)}: ${state}${doing === null ? "" : `, ${doing}`}`,
    ...about,
    ...sideBySide(columnsOf(chunk, hasSource)),
  ].join("\n");
}

const changesText = (changes: readonly string[]) =>
  changes.length === 0 ? [] : [changes.join(", ")];

const hex = (at: number) => `0x${at.toString(16)}`;

function placeName({ from, wasm }: { from: Cut | null; wasm: readonly Line[] }): string {
  if (from === null) return "From the start";
  return `From WebAssembly's loop at ${hex(wasm[0]?.at ?? 0)} and the machine's at ${hex(from.address)}`;
}

interface Column {
  readonly title: string;
  readonly cells: readonly string[];
}

/** C stands beside the first of the machine's instructions that are of one line. */
function columnsOf({ wasm, machine }: ExplainedChunk, hasSource: boolean): Column[] {
  const source = machine.map(({ source: own }, index) => {
    const before = machine[index - 1]?.source;
    const isSame = own?.file === before?.file && own?.line === before?.line;
    return own === null || isSame ? "" : `${own.line}  ${own.text}`;
  });
  const plain = (lines: readonly Line[], text: (line: Line) => string) =>
    lines.map((line) => `${hex(line.at)}  ${text(line)}`);
  return [
    { title: "WebAssembly", cells: plain(wasm, ({ text }) => text) },
    ...(hasSource ? [{ title: "C", cells: source }] : []),
    { title: "RISC-V", cells: plain(machine, ({ text }) => named(text)) },
  ];
}

/** Columns as wide as they need, within the terminal: what is longer is cut. */
function sideBySide(columns: readonly Column[]): string[] {
  const width = process.stdout.columns ?? WIDTH_DEFAULT;
  const each = Math.floor((width - BETWEEN.length * columns.length) / columns.length);
  const widths = columns.map(({ title, cells }) =>
    Math.min(each, Math.max(title.length, ...cells.map((cell) => cell.length))),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, index) => fitted(cell, widths[index]!)).join(BETWEEN)}`.trimEnd();
  const count = Math.max(...columns.map(({ cells }) => cells.length));
  const rows = Array.from({ length: count }, (_, at) =>
    columns.map(({ cells }) => cells[at] ?? ""),
  );
  return [
    line(columns.map(({ title }) => title)),
    `  ${widths.map((one) => "─".repeat(one)).join("─┼─")}`,
    ...rows.map(line),
  ];
}

const fitted = (cell: string, width: number) =>
  cell.length > width ? `${cell.slice(0, width - 1)}…` : cell.padEnd(width);

/** psABI 1.1: what x0 to x31 are called. */
const REGISTERS = [
  ...["zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1"],
  ...Array.from({ length: 8 }, (_, at) => `a${at}`),
  ...Array.from({ length: 10 }, (_, at) => `s${at + 2}`),
  ...["t3", "t4", "t5", "t6"],
];

const named = (text: string) =>
  text.replace(/\bx([12]?\d|3[01])\b/g, (_, number) => REGISTERS[Number(number)]!);
