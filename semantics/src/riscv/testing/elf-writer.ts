/** The smallest program with everything that the reader reads, written by hand. */

const [HEADER, SEGMENT, SECTION, SYMBOL] = [64, 56, 64, 24];
const ENTRY = 0x8000_0000;

/** One instruction (`nop`) at 0x80000000 with a name, or many times the same, and 12 bytes of zeros
 * behind it. */
export function smallProgram(called = "main", count = 1): Uint8Array {
  const allNames = `\0.text\0.symtab\0.strtab\0${called}\0`;
  const nameAt = (name: string) => allNames.indexOf(`\0${name}\0`) + 1;
  const code = HEADER + SEGMENT;
  const symbols = code + 4;
  const names = symbols + (1 + count) * SYMBOL;
  const sections = names + allNames.length;
  const view = new DataView(new ArrayBuffer(sections + 4 * SECTION));
  const long = (at: number, value: number) => view.setBigUint64(at, BigInt(value), true);
  writeHeader(view, sections);
  writeSegment(view, code);
  view.setUint32(code, 0x13, true);
  const name = nameAt(called);
  for (let at = 1; at <= count; at++) writeSymbol(view, symbols + at * SYMBOL, name);
  const bytes = new Uint8Array(view.buffer);
  bytes.set(new TextEncoder().encode(allNames), names);
  const table = [
    { name: ".text", type: 1, flags: 6, address: ENTRY, offset: code, size: 4, link: 0, entry: 0 },
    {
      ...{ name: ".symtab", type: 2, flags: 0, address: 0 },
      ...{ offset: symbols, size: (1 + count) * SYMBOL, link: 3, entry: SYMBOL },
    },
    {
      ...{ name: ".strtab", type: 3, flags: 0, address: 0 },
      ...{ offset: names, size: allNames.length, link: 0, entry: 0 },
    },
  ];
  table.forEach(({ name, type, flags, address, offset, size, link, entry }, at) => {
    const header = sections + (at + 1) * SECTION;
    view.setUint32(header, nameAt(name), true);
    view.setUint32(header + 4, type, true);
    [flags, address, offset, size].map((value, field) => long(header + 8 + 8 * field, value));
    view.setUint32(header + 40, link, true);
    long(header + 56, entry);
  });
  return bytes;
}

function writeSymbol(view: DataView, at: number, name: number): void {
  view.setUint32(at, name, true);
  view.setUint8(at + 4, (1 << 4) | 2);
  view.setUint16(at + 6, 1, true);
  view.setBigUint64(at + 8, BigInt(ENTRY), true);
  view.setBigUint64(at + 16, 4n, true);
}

function writeHeader(view: DataView, sections: number): void {
  new Uint8Array(view.buffer).set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  const halves = { 16: 2, 18: 243, 52: HEADER, 54: SEGMENT, 56: 1, 58: SECTION, 60: 4, 62: 3 };
  for (const [at, value] of Object.entries(halves)) view.setUint16(Number(at), value, true);
  view.setUint32(20, 1, true);
  const longs = { 24: ENTRY, 32: HEADER, 40: sections };
  for (const [at, value] of Object.entries(longs))
    view.setBigUint64(Number(at), BigInt(value), true);
}

function writeSegment(view: DataView, code: number): void {
  view.setUint32(HEADER, 1, true);
  view.setUint32(HEADER + 4, 5, true);
  const fields = [code, ENTRY, ENTRY, 4, 16, 4];
  fields.forEach((value, at) => {
    view.setBigUint64(HEADER + 8 + 8 * at, BigInt(value), true);
  });
}
