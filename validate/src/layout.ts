/**
 * Where a program that was compiled from a module keeps what WebAssembly has: linear memory and
 * globals. Everything else that a function may touch is its own stack and constants. These parts of
 * the program's memory do not overlap: that is assumed.
 */
import type { Module } from "@ashlar/semantics";

/** Where something is: at an address that is known, or that a symbol of the program has, or so many
 * bytes behind the instance that the first argument points to, or behind the record of an imported
 * memory, to which the instance points. */
export type Place =
  | { readonly kind: "address"; readonly address: number }
  | { readonly kind: "symbol"; readonly symbol: string }
  | { readonly kind: "instance"; readonly offset: number }
  | { readonly kind: "record"; readonly offset: number };

/** A register that holds, all the time, the address so many bytes behind linear memory's first. */
export interface BaseRegister {
  readonly register: number;
  readonly offset: number;
}

/** An instruction beyond user mode that may be run, in an import's stead. */
export type Step =
  /** `csrw`: the control register takes a number plus one of the import's parameters. */
  | {
      readonly kind: "control";
      readonly register: number;
      readonly plus: bigint;
      readonly parameter: number;
    }
  /** `sfence.vma` for all addresses of all address spaces. */
  | { readonly kind: "fence" };

/** What the machine does where the module calls an import: these instructions, in this order. Memory
 * is then the same on both sides, and what an import does changes none of it. */
export interface InlineImport {
  readonly module: string;
  readonly name: string;
  readonly steps: readonly Step[];
}

/** A function of the program that does what an instruction of WebAssembly does, with its operands as
 * arguments; or what the C library's does, with pointers into linear memory. */
export interface LibraryFunction {
  readonly symbol: string;
  readonly does: "memory.fill" | "memory.copy" | "memset" | "memmove" | "memcpy";
}

/** What compilers call where they find it in a program, whatever its C says. */
const COMPILERS_OWN: readonly LibraryFunction[] = (["memset", "memmove", "memcpy"] as const).map(
  (symbol) => ({ symbol, does: symbol }),
);

export interface Layout {
  /** Whether functions take a pointer to their instance before their parameters, as wasm2c's do. */
  readonly hasInstance: boolean;
  /** Where linear memory begins: at an address, or where an instance's field points to. */
  readonly memory:
    | {
        readonly kind: "address";
        readonly address: number;
        readonly registers?: readonly BaseRegister[];
      }
    | {
        readonly kind: "pointer";
        readonly place: Place;
        /** Where the pointer to the record of an imported memory is. */
        readonly record?: Place;
      };
  /** Whether nobody ever grows it: where it is imported, the module does not say. */
  readonly isMemoryFixed?: boolean;
  /** Where memory's size in bytes is kept (64 bits), if code may ask for it. */
  readonly memorySize?: Place;
  /** The same in pages. */
  readonly memoryPages?: Place;
  /** Each global's place, by its index in the module; undefined where code cannot name it. */
  readonly globals: readonly (Place | undefined)[];
  /** Callee-saved registers that functions may change after all. */
  readonly unsaved?: readonly number[];
  /** Imports that are no functions of the program. */
  readonly inline?: readonly InlineImport[];
  /** Believed to do what is said of them. */
  readonly library?: readonly LibraryFunction[];
}

const POINTER_BYTES = 8;
/** Of wasm_rt_memory_t (wasm-rt.h of wabt 1.0.39): data, pages, max_pages, page_size, size, is64. */
const MEMORY = { data: 0, pages: 8, size: 32, bytes: 48 };

/** Pads to a multiple of an alignment. */
const aligned = (offset: number, bytes: number) => Math.ceil(offset / bytes) * bytes;

/** The instance as wasm2c (wabt 1.0.39) declares it: pointers to what is imported, then globals, then
 * a memory of its own. */
export function instanceLayout(module: Module): Layout {
  const importing = new Set(
    module.functions.flatMap(({ import: name }) => (name === undefined ? [] : [name.module])),
  );
  let offset = importing.size * POINTER_BYTES;
  const place = (bytes: number, size = bytes): Place & { offset: number } => {
    const at = aligned(offset, bytes);
    offset = at + size;
    return { kind: "instance", offset: at };
  };
  const imported = module.globals.filter((entry) => entry.import !== undefined);
  for (const _ of imported) place(POINTER_BYTES);
  const isImported = module.memories.some((entry) => entry.import !== undefined);
  const record = isImported ? place(POINTER_BYTES) : undefined;
  const globals = module.globals.map(({ import: name, type }) =>
    name === undefined ? place(type === 0x7e || type === 0x7c ? 8 : 4) : undefined,
  );
  const own = place(POINTER_BYTES, MEMORY.bytes);
  const field = (at: number): Place =>
    record === undefined
      ? { kind: "instance", offset: own.offset + at }
      : { kind: "record", offset: at };
  return {
    hasInstance: true,
    memory: { kind: "pointer", place: field(MEMORY.data), ...(record && { record }) },
    memorySize: field(MEMORY.size),
    memoryPages: field(MEMORY.pages),
    globals,
    library: COMPILERS_OWN,
  };
}
