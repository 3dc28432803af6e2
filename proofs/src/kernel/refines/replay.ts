/**
 * A counterexample on the real thing: the kernel's bytes run in V8, from the memory of the state that
 * was found; the specification makes its step from the same memory, on numbers. What then differs is
 * told as fields of pages.
 */
import {
  KERNEL,
  KERNEL_CURRENT,
  KERNEL_PAGES,
  KERNEL_RAM_PAGES,
  PAGE_BYTES,
  PAGE_INFO,
  PAGE_INFO_BITS,
} from "@ashlar/kernel/layout";
import { ArrayValue, type Assignment, bigintOf, numberOf, type Term, TRUE } from "@ashlar/logic";
import { ValueType } from "@ashlar/semantics";
import { number64 } from "@ashlar/spec";
import { type Arguments, type Change, fields } from "@ashlar/spec/kernel";
import type { Replayed } from "../../prove/statement.js";
import type { Core } from "../../rapilog/core.js";
import { callText } from "../failure.js";
import { FieldMemory } from "../memory.js";
import { addressOf, placeOf } from "../relation.js";
import type { Entry } from "./entry.js";
import type { Findings } from "./found.js";
import { anyRegisters } from "./moment.js";
import { ownSlots, withRegisters } from "./own-slots.js";
import { nameOfAddress, TYPE_NAMES } from "./place-name.js";
import { regionVariables } from "./region-memory.js";

const WASM_PAGE_BYTES = 65_536;
/** What V8 has to give at most. */
const BYTES_MAX = 2 ** 32;

export interface Word {
  readonly address: number;
  readonly value: bigint;
  readonly bytes: number;
}

/** The words of a state, each in its region and none elsewhere; and where memory ends. */
export interface Found {
  readonly words: readonly Word[];
  readonly end: number;
  readonly pages: number;
  /** The page of who runs. */
  readonly current: number;
}

const infoEndOf = (pages: number) => PAGE_INFO + pages * (1 << PAGE_INFO_BITS);

function foundIn(state: Assignment): Found {
  const { own, info, objects } = regionVariables();
  const wordsOf = (array: Term, start: number, bytes: number, to: number) => {
    const value = state.get(array);
    const elements = value instanceof ArrayValue ? [...value.contents().elements] : [];
    return elements
      .map(([at, word]) => ({ address: start + Number(at) * bytes, value: word, bytes }))
      .filter(({ address }) => address + bytes <= to);
  };
  const owned = wordsOf(own, KERNEL, 8, PAGE_INFO);
  const number = (offset: number) => {
    const word = owned.find(({ address }) => address === KERNEL + (offset & ~7))?.value ?? 0n;
    return Number((word >> BigInt(8 * (offset & 7))) & 0xffff_ffffn);
  };
  const [pages, end] = [number(KERNEL_PAGES), number(KERNEL_RAM_PAGES) * PAGE_BYTES];
  const known = wordsOf(info, PAGE_INFO, 4, infoEndOf(pages));
  const inObjects = wordsOf(objects, 0, 8, end).filter(
    ({ address }) => address >= infoEndOf(pages),
  );
  return { words: [...owned, ...known, ...inObjects], end, pages, current: number(KERNEL_CURRENT) };
}

/** A memory that holds them; undefined: it would be too large. */
function memoryOf({ words, end }: Found): WebAssembly.Memory | undefined {
  if (end > BYTES_MAX) return undefined;
  const initial = Math.ceil(end / WASM_PAGE_BYTES);
  const memory = new WebAssembly.Memory({ initial, maximum: initial });
  const view = new DataView(memory.buffer);
  for (const { address, value, bytes } of words)
    if (bytes === 8) view.setBigUint64(address, value, true);
    else view.setUint32(address, Number(value), true);
  return memory;
}

/** What the machine was told, line by line. */
function machine(told: string[]): WebAssembly.ModuleImports {
  const noted = (name: string) => (value?: number | bigint) => {
    told.push(`tells the machine: ${callText(name, value === undefined ? [] : [BigInt(value)])}`);
  };
  const names = ["setAddressSpace", "setInterrupts", "fence", "armTimer"];
  return Object.fromEntries(names.map((name) => [name, noted(name)]));
}

/** Runs the entry; why it trapped, if it did. */
function run(
  { bytes, module }: Core,
  { name }: Entry,
  registers: readonly bigint[],
  memory: WebAssembly.Memory,
  told: string[],
): string | undefined {
  const compiled = new WebAssembly.Module(Uint8Array.from(bytes));
  const { exports } = new WebAssembly.Instance(compiled, {
    env: { memory },
    machine: machine(told),
  });
  const { index } = module.exports.find((one) => one.name === name)!;
  const { parameters } = module.functions[index]!.type;
  const passed = parameters.map((type, at) =>
    type === ValueType.I64 ? registers[at]! : Number(BigInt.asIntN(32, registers[at]!)),
  );
  try {
    (exports[name] as (...registers: unknown[]) => void)(...passed);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

/** What each byte must be that was known before or is written, as the specification says. */
function mustBe(words: readonly Word[], changes: readonly Change[]): Map<number, number> {
  const must = new Map<number, number>();
  const put = (address: number, bytes: number, value: bigint) => {
    for (let at = 0; at < bytes; at++)
      must.set(address + at, Number((value >> BigInt(8 * at)) & 255n));
  };
  for (const { address, bytes, value } of words) put(address, bytes, value);
  for (const change of changes.toReversed()) {
    if (change.when !== TRUE) continue;
    if ("cleared" in change) {
      const start = numberOf(change.cleared) * PAGE_BYTES;
      for (const address of must.keys())
        if (address >= start && address < start + PAGE_BYTES) must.set(address, 0);
      continue;
    }
    const [page, slot] = change.place.map((part) => numberOf(part!));
    const place = placeOf(change.field);
    put(addressOf(place, page ?? 0, slot ?? 0), place.bytes, bigintOf(change.value));
  }
  return must;
}

/** Where the kernel has left something else than the specification says. */
function differences(
  bytes: Buffer,
  must: ReadonlyMap<number, number>,
  nameOf: (address: number) => string,
): string[] {
  const wrong = new Map<string, string[]>();
  for (const [address, byte] of must) {
    if (address >= bytes.length || bytes[address] === byte) continue;
    const name = nameOf(address);
    wrong.set(name, [...(wrong.get(name) ?? []), `byte ${address} ${bytes[address]}, not ${byte}`]);
  }
  return [...wrong].map(([name, what]) => `wrong: ${name} (${what.join("; ")})`);
}

/** Of page 0 on, what pages are: as they were before. */
function typesIn(memory: FieldMemory, words: readonly Word[]): Map<number, number> {
  const pages = words
    .filter(({ address, bytes }) => bytes === 4 && address >= PAGE_INFO)
    .map(({ address }) => Math.floor((address - PAGE_INFO) / (1 << PAGE_INFO_BITS)));
  return new Map(
    [...new Set(pages)]
      .filter((page) => page < memory.pages)
      .map((page) => [page, Number(memory.read(fields.TYPE, page, 0))]),
  );
}

/** Shows a state on V8. */
export const replayOf =
  (kernel: Core, entry: Entry, findings: Findings) =>
  (counterexample: Assignment): Replayed => {
    const state = withRegisters(counterexample);
    const read = foundIn(state);
    const found = { ...read, words: [...read.words, ...ownSlots(read, state, findings)] };
    const memory = memoryOf(found);
    if (memory === undefined) return { says: "it has more memory than V8 gives" };
    const { words, pages } = found;
    const bytes = Buffer.from(memory.buffer);
    const before = new FieldMemory(bytes, pages);
    const registers = anyRegisters().map((register) => state.get(register) as bigint);
    const passed = registers.map((value) => number64(value)) as unknown as Arguments;
    const must = mustBe(words, entry.does(before.state(), passed).changes);
    const types = typesIn(before, words);
    const start = [
      ...[...types].flatMap(([page, type]) =>
        type === 0 ? [] : [`page ${page} is a ${TYPE_NAMES[type] ?? `page of type ${type}`}`],
      ),
      `thread ${before.read(fields.CURRENT, 0, 0)} runs: ${callText(entry.name, registers)}`,
    ];
    const told: string[] = [];
    const trapped = run(kernel, entry, registers, memory, told);
    const wrong = differences(bytes, must, (address) =>
      nameOfAddress(address, infoEndOf(pages), (page) => types.get(page) ?? 0),
    );
    const isShown = trapped !== undefined || wrong.length > 0;
    const trace = [
      ...start,
      ...told,
      ...(trapped === undefined ? wrong : [`it traps: ${trapped}`]),
    ];
    return { says: isShown ? "V8 shows it" : "V8 shows no difference", trace: () => trace };
  };
