/** The kernel's image as it was linked: its instructions, its constants, and where its symbols are. */
import { riscv } from "@ashlar/semantics";

export class Image {
  readonly #code: riscv.FlatMemory;

  constructor(
    readonly program: riscv.Program,
    /** 16 bits of code that are others than in the program, by their addresses. */
    readonly changes: ReadonlyMap<number, number> = new Map(),
  ) {
    const code = program.segments.filter(({ isExecutable }) => isExecutable);
    this.#code = new riscv.FlatMemory(
      code.map(({ address, bytes }) => ({ start: address, bytes: bytes.slice() })),
    );
  }

  /** 16 bits of code. */
  parcel(address: number): number | undefined {
    return this.changes.get(address) ?? this.#code.parcel(address);
  }

  /** Where the constants are, 8 bytes each. */
  *constants(): Generator<number> {
    for (const { address, bytes, isWritable, isExecutable } of this.program.segments)
      if (!isWritable && !isExecutable)
        for (let at = 0; at + 8 <= bytes.length; at += 8) yield address + at;
  }

  /** What stands at an address in a segment that nobody can write. */
  constant64(address: number): bigint {
    const segment = this.program.segments.find(
      ({ address: start, bytes, isWritable }) =>
        !isWritable && start <= address && address + 8 <= start + bytes.length,
    );
    if (segment === undefined) throw new RangeError(`no constant at ${address.toString(16)}`);
    const { buffer, byteOffset, byteLength } = segment.bytes;
    return new DataView(buffer, byteOffset, byteLength).getBigUint64(
      address - segment.address,
      true,
    );
  }

  /** All that theorems about it can be about, as a text. */
  get text(): string {
    const { segments, symbols } = this.program;
    const bytes = segments.filter(({ isWritable }) => !isWritable);
    return JSON.stringify([bytes.map((one) => [one.address, ...one.bytes]), symbols]);
  }

  addressOf(name: string): number {
    const symbol = this.program.symbols.find((one) => one.name === name);
    if (symbol === undefined) throw new Error(`the image has no symbol ${name}`);
    return symbol.address;
  }

  /** From an address on, up to the first that does not come to the next one. */
  *straight(from: number): Generator<Placed> {
    for (let address = from; ; ) {
      const word = this.#code.parcel(address)! + this.#code.parcel(address + 2)! * 2 ** 16;
      const instruction = riscv.decodeAt(word, address);
      yield { address, instruction };
      if (["jal", "jalr", "mret"].includes(instruction.row.name)) return;
      address += instruction.bytes;
    }
  }

  /** With other instructions, by their addresses, of as many bits. */
  with(words: ReadonlyMap<number, number>): Image {
    const changes = new Map(this.changes);
    for (const [address, word] of words) {
      changes.set(address, word & 0xffff);
      if (!riscv.isShort(word)) changes.set(address + 2, word >>> 16);
    }
    return new Image(this.program, changes);
  }
}

export interface Placed {
  readonly address: number;
  readonly instruction: riscv.Instruction;
}

/** What is in an ELF file. */
export function imageOf(elf: Uint8Array): Image {
  const reading = riscv.readElf(elf);
  if (reading.kind === "fault") throw reading.fault;
  return new Image(reading.program);
}
