/**
 * What wasm2c makes of a module, without wasm2c's run time: the same statements, function by
 * function, over macros of our own (`board/riscv/wasm.h`).
 *
 * wasm2c passes an instance to every function and keeps globals and memory in it. A machine has one
 * kernel, and an address space one component, so the instance becomes static variables, the memory
 * a fixed place, and functions take what they take in WebAssembly. Everything is found by the shape
 * that this very version of wasm2c (package.json) gives it; what is not as expected is refused.
 */
import { AshlarError } from "@ashlar/disk/errors";

/** Bytes that a module wants in its memory from the start. */
export interface DataSegment {
  /** Of the C array and of its section: `.wasm_data.0`. */
  readonly section: string;
  readonly address: number;
  readonly length_bytes: number;
}

export interface Translation {
  /** One C file that includes "wasm.h". Exports are `NAME_export`, imports `MODULE_import`. */
  readonly source: string;
  /** Prototypes of exports and imports, for C that calls the ones and gives the others. */
  readonly header: string;
  readonly dataSegments: readonly DataSegment[];
}

function refuse(detail: string): never {
  throw new AshlarError("module-unsupported", detail);
}

/** What wasm2c wrote, and the name that it was given for the module. */
interface Output {
  readonly name: string;
  readonly source: string;
  readonly header: string;
}

export function translate(wrapped: Output): Translation {
  const unwrap = (text: string) => text.replace(/, ?\n {4}/g, ", ");
  const output = {
    name: wrapped.name,
    source: unwrap(wrapped.source),
    header: unwrap(wrapped.header),
  };
  for (const table of output.header.matchAll(/wasm_rt_\w+_table_t \w+/g))
    refuse(`it has a table (${table[0]})`);
  const dataSegments = dataSegmentsOf(output);
  const parts = [
    '#include "wasm.h"\n',
    ...importsOf(output),
    ...globalsOf(output),
    ...dataOf(output),
    ...declarationsOf(output),
    ...exportsOf(output).map(({ prototype, alias }) => prototype.replace(/;$/, ` ${alias};`)),
    ...definitionsOf(output),
  ];
  const source = withoutInstance(`${parts.join("\n")}\n`, output.name);
  const prototypes = [...importsOf(output), ...exportsOf(output).map(({ prototype }) => prototype)];
  const header = withoutInstance(`#include "wasm.h"\n\n${prototypes.join("\n")}\n`, output.name);
  return { source: withOffsets(source), header, dataSegments };
}

/** Prototypes of what the module imports. */
function importsOf({ header }: Output): string[] {
  return [...header.matchAll(/^\/\* import: '.*' '.*' \*\/\n(\w+ w2c_\w+\(.*\);)$/gm)].map(
    (match) => match[1]!.replace(/\(struct \w+\*(?:, )?/, "(").replace("()", "(void)"),
  );
}

/** Static variables, with the values that they have from the start. */
function globalsOf({ header, source }: Output): string[] {
  const body = /^static void init_globals\(.*\) \{\n([^}]*)\}/m.exec(source)?.[1] ?? "";
  return [...body.matchAll(/^ {2}instance->(w2c_\w+) = (\w+);$/gm)].map(([, name, value]) => {
    const type = new RegExp(`^ {2}(u32|u64) ${name};$`, "m").exec(header)?.[1];
    return `OWN ${type ?? refuse(`the global ${name} is no integer`)} ${name} = ${value};`;
  });
}

function dataSegmentsOf({ source }: Output): DataSegment[] {
  const pattern = /LOAD_DATA\(.*, (\d+)u, (data_segment_data_\w+), (\d+)\);/g;
  return [...source.matchAll(pattern)].map((match, index) => ({
    section: `.wasm_data.${index}`,
    address: Number(match[1]),
    length_bytes: Number(match[3]),
  }));
}

function dataOf({ source }: Output): string[] {
  return [...source.matchAll(/^static const u8 data_segment_data_\w+\[\] = \{[^}]*\};/gm)].map(
    ([array], index) =>
      array.replace(
        /^static const (u8 \w+\[\])/,
        `__attribute__((section(".wasm_data.${index}"), used, aligned(1))) $1`,
      ),
  );
}

/** The module's own functions, each declared once before the first. */
function declarationsOf({ name, source }: Output): string[] {
  const pattern = new RegExp(`^static \\w+ w2c_\\w+\\(w2c_${name}\\*.*\\);$`, "gm");
  return [...source.matchAll(pattern)].map(([line]) =>
    line.replace(/^static/, "__attribute__((noinline)) OWN"),
  );
}

/** An export is another name of the function. */
function exportsOf({ name, source }: Output): { prototype: string; alias: string }[] {
  const pattern = new RegExp(
    `^/\\* export: '.*' \\*/\\n(\\w+) (w2c_\\w+)\\((w2c_${name}\\*.*)\\) \\{\\n([^}]*)\\}`,
    "gm",
  );
  return [...source.matchAll(pattern)].flatMap(([, type, exported, parameters, body]) => {
    const called = new RegExp(`(w2c_${name}_\\w+)\\(instance`).exec(body!)?.[1];
    if (called === undefined) return [];
    const alias = `__attribute__((alias("${called}")))`;
    return [{ prototype: `${type} ${exported}(${parameters});`, alias }];
  });
}

function definitionsOf({ name, source }: Output): string[] {
  const declared = new Set(
    [...source.matchAll(new RegExp(`^static \\w+ (w2c_\\w+)\\(w2c_${name}\\*`, "gm"))].map(
      (match) => match[1]!,
    ),
  );
  const pattern = new RegExp(
    `^\\w+ (w2c_\\w+)\\(w2c_${name}\\* instance.*\\) \\{\\n[^]*?^\\}`,
    "gm",
  );
  return [...source.matchAll(pattern)]
    .filter((match) => declared.has(match[1]!))
    .map(([text]) => `OWN ${text}\n`);
}

/** The instance is no parameter any more; globals are variables. */
function withoutInstance(text: string, name: string): string {
  return text
    .replace(new RegExp(`\\(w2c_${name}\\*(?: instance)?\\)`, "g"), "(void)")
    .replace(new RegExp(`\\(w2c_${name}\\*(?: instance)?, `, "g"), "(")
    .replace(/(?:\(\*instance->\w+\)|instance->\w+)\.pages/g, "MEMORY_PAGES")
    .replace(/(_default32|memory_fill)\(&?instance->\w+, /g, "$1(")
    .replace(/memory_copy\(&?instance->\w+, &?instance->\w+, /g, "memory_copy(")
    .replace(/\(instance(?:->w2c_\w+_instance)?\)/g, "()")
    .replace(/\(instance(?:->w2c_\w+_instance)?, /g, "(")
    .replace(/instance->(w2c_\w+)/g, "$1")
    .replace(/\bw2c_(\w+)/g, "$1");
}

/** The constant part of an address is a parameter of its own, so that C need not look for it. */
function withOffsets(text: string): string {
  return text
    .replace(/_default32\(\(u64\)\((\w+)\) \+ (\d+)u?/g, "($1, $2")
    .replace(/_default32\(\(u64\)\((\w+)\)/g, "($1, 0");
}
