/**
 * Reading linked programs for 64-bit RISC-V (System V ABI, chapters 4 and 5; RISC-V ELF psABI 1.0).
 *
 * The bytes may come from an enemy. Whatever they are, the answer is a program or a fault with its
 * byte: nothing recurses, and nothing is reserved by a number in the file before the bytes behind
 * that number have been seen. What a segment takes in memory beyond its bytes is only a number.
 */
import { Bytes } from "./bytes.js";
import { ElfFault, malformed, refused } from "./fault.js";
import type { ElfSymbol, Program, Section, Segment, SymbolKind } from "./program.js";

export type ElfReading = { kind: "program"; program: Program } | { kind: "fault"; fault: ElfFault };

export function readElf(bytes: Uint8Array): ElfReading {
  try {
    return { kind: "program", program: readWhole(new Bytes(bytes)) };
  } catch (error) {
    if (error instanceof ElfFault) return { kind: "fault", fault: error };
    throw error;
  }
}

const MAGIC = [0x7f, 0x45, 0x4c, 0x46];
const [CLASS_64, LITTLE_ENDIAN, VERSION] = [2, 1, 1];
const [EXECUTABLE, SHARED, RELOCATABLE] = [2, 3, 1];
const RISCV = 243;
const [HEADER_BYTES, SEGMENT_BYTES, SECTION_BYTES, SYMBOL_BYTES] = [64, 56, 64, 24];
const [FLOAT_ABI, REDUCED_ABI] = [6, 8];
const LOADED_SEGMENT = 1;
const [SYMBOL_TABLE, NO_BITS] = [2, 8];
const [WRITABLE, ALLOCATED, EXECUTED] = [1, 2, 4];
const RESERVED_SECTIONS = 0xff00;

const KINDS: readonly SymbolKind[] = ["none", "object", "function", "section", "file"];

interface RawSection {
  readonly header: number;
  readonly nameAt: number;
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly entryBytes: number;
}

function readWhole(file: Bytes): Program {
  checkIdentification(file);
  checkHeader(file);
  const raw = sectionsOf(file);
  return {
    entry: file.long(24, "the address of entry"),
    segments: segmentsOf(file),
    sections: raw.map((section, at) => namedSection(file, raw, section, at)),
    symbols: symbolsOf(file, raw),
  };
}

function checkIdentification(file: Bytes): void {
  MAGIC.forEach((byte, at) => {
    if (file.byte(at, "the magic number") !== byte) malformed(0, "not an ELF file");
  });
  const what = "the header";
  if (file.byte(4, what) !== CLASS_64) refused(4, "not a file of 64 bits");
  if (file.byte(5, what) !== LITTLE_ENDIAN) refused(5, "not little-endian");
  if (file.byte(6, what) !== VERSION) malformed(6, "unknown version");
}

function checkHeader(file: Bytes): void {
  const type = file.half(16, "the header");
  const machine = file.half(18, "the header");
  if (machine !== RISCV) refused(18, `for machine ${machine}, not RISC-V (${RISCV})`);
  if (type === RELOCATABLE)
    refused(16, "an object file: link it, so that nothing is to be filled in");
  if (type === SHARED) refused(16, "placed when it is loaded: link it with -static -no-pie");
  if (type !== EXECUTABLE) refused(16, `file type ${type} is no linked program`);
  const flags = file.word(48, "the header");
  if (flags & FLOAT_ABI) refused(48, "passes floating-point numbers in registers: use lp64");
  if (flags & REDUCED_ABI) refused(48, "has 16 registers only");
  if (file.half(52, "the header") !== HEADER_BYTES) malformed(52, "a header of another size");
}

function segmentsOf(file: Bytes): Segment[] {
  const count = file.half(56, "the header");
  if (count === 0) return [];
  const table = file.long(32, "where segments are described");
  if (file.half(54, "the header") !== SEGMENT_BYTES) malformed(54, "segments of another size");
  const segments: Segment[] = [];
  for (let at = 0; at < count; at++) {
    const header = table + at * SEGMENT_BYTES;
    if (file.word(header, "a segment's description") === LOADED_SEGMENT)
      segments.push(segmentAt(file, header));
  }
  checkDisjoint(segments, table);
  return segments;
}

function segmentAt(file: Bytes, header: number): Segment {
  const flags = file.word(header + 4, "a segment's description");
  const offset = file.long(header + 8, "a segment's place");
  const address = file.long(header + 16, "a segment's address");
  const size = file.long(header + 32, "a segment's size");
  const memory_bytes = file.long(header + 40, "a segment's size");
  if (size > memory_bytes) malformed(header, "a segment has more bytes than memory");
  if (address + memory_bytes > Number.MAX_SAFE_INTEGER) refused(header, "a segment beyond 2^53");
  const bytes = file.part(offset, size, "a segment");
  return {
    ...{ address, bytes, memory_bytes },
    isWritable: (flags & 2) !== 0,
    isExecutable: (flags & 1) !== 0,
  };
}

function checkDisjoint(segments: readonly Segment[], table: number): void {
  const inOrder = segments.filter(({ memory_bytes }) => memory_bytes > 0);
  inOrder.sort((one, other) => one.address - other.address);
  inOrder.forEach(({ address, memory_bytes }, at) => {
    const next = inOrder[at + 1];
    if (next !== undefined && address + memory_bytes > next.address)
      malformed(table, `two segments are at 0x${next.address.toString(16)}`);
  });
}

function sectionsOf(file: Bytes): RawSection[] {
  const count = file.half(60, "the header");
  const table = file.long(40, "where sections are described");
  if (count === 0) {
    if (table !== 0) refused(60, "more sections than the header can count");
    return [];
  }
  if (file.half(58, "the header") !== SECTION_BYTES) malformed(58, "sections of another size");
  return Array.from({ length: count }, (_, at) => rawSection(file, table + at * SECTION_BYTES));
}

function rawSection(file: Bytes, header: number): RawSection {
  const what = "a section's description";
  const section = {
    header,
    nameAt: file.word(header, what),
    type: file.word(header + 4, what),
    flags: file.long(header + 8, what),
    address: file.long(header + 16, what),
    offset: file.long(header + 24, what),
    size: file.long(header + 32, what),
    link: file.word(header + 40, what),
    entryBytes: file.long(header + 56, what),
  };
  if (section.type !== NO_BITS) file.part(section.offset, section.size, "a section");
  return section;
}

function namedSection(
  file: Bytes,
  sections: readonly RawSection[],
  { header, nameAt, type, flags, address, offset, size }: RawSection,
  at: number,
): Section {
  const names = sections[file.half(62, "the header")];
  if (names === undefined) malformed(62, "the names of sections are in none");
  if (names.type === NO_BITS) malformed(header, "the names of sections are not in the file");
  const hasBytes = type !== NO_BITS && at > 0;
  return {
    name: file.name(names, nameAt, "a section"),
    address,
    size_bytes: size,
    bytes: hasBytes ? file.part(offset, size, "a section") : new Uint8Array(),
    isExecutable: (flags & EXECUTED) !== 0,
    isWritable: (flags & WRITABLE) !== 0,
    isLoaded: (flags & ALLOCATED) !== 0,
  };
}

function symbolsOf(file: Bytes, sections: readonly RawSection[]): ElfSymbol[] {
  const tables = sections.filter(({ type }) => type === SYMBOL_TABLE);
  if (tables.length > 1) malformed(tables[1]!.header, "two tables of symbols");
  const [table] = tables;
  if (table === undefined) return [];
  if (table.entryBytes !== SYMBOL_BYTES) malformed(table.header, "symbols of another size");
  const names = sections[table.link];
  if (names === undefined || names.type === NO_BITS)
    malformed(table.header, "the names of symbols are in no section");
  const count = Math.floor(table.size / SYMBOL_BYTES);
  const symbols: ElfSymbol[] = [];
  // The first one is nothing.
  for (let at = 1; at < count; at++)
    symbols.push(symbolAt(file, names, table.offset + at * SYMBOL_BYTES, sections.length));
  return symbols;
}

function symbolAt(file: Bytes, names: RawSection, at: number, sections: number): ElfSymbol {
  const what = "a symbol";
  const info = file.byte(at + 4, what);
  const section = file.half(at + 6, what);
  const isIn = section > 0 && section < RESERVED_SECTIONS;
  if (isIn && section >= sections) malformed(at, "a symbol in a section that is not there");
  return {
    name: file.name(names, file.word(at, what), what),
    address: addressOf(file, at + 8),
    size_bytes: file.long(at + 16, what),
    kind: KINDS[info & 15] ?? "other",
    isLocal: info >>> 4 === 0,
    section: isIn ? section : undefined,
  };
}

/** Absolute symbols may be any number, `-1` too; as an address that is none. */
function addressOf(file: Bytes, at: number): number {
  const low = file.word(at, "a symbol");
  const high = file.word(at + 4, "a symbol");
  return high * 2 ** 32 + low;
}
