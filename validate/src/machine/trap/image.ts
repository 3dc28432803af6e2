/** The kernel's image as it was linked: its instructions, its constants, and where its symbols are. */
import { riscv } from "@ashlar/semantics";

export class Image {
  readonly #code: riscv.FlatMemory;

  constructor(
    readonly program: riscv.Program,
    /** Instructions that are others than in the program, by their addresses. */
    readonly changes: ReadonlyMap<number, number> = new Map(),
  ) {
    const code = program.segments.filter(({ isExecutable }) => isExecutable);
    this.#code = new riscv.FlatMemory(
      code.map(({ address, bytes }) => ({ start: address, bytes: bytes.slice() })),
    );
  }

  /** 16 bits of code. */
  parcel(address: number): number | undefined {
    const changed = this.changes.get(address - (address % 4));
    return changed === undefined ? this.#code.parcel(address) : half(changed, address);
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

  /** From an address on, up to the first that does not come to the next one. All have 32 bits. */
  *straight(from: number): Generator<Placed> {
    for (let address = from; ; address += 4) {
      const word = this.#code.parcel(address)! + this.#code.parcel(address + 2)! * 2 ** 16;
      const instruction = riscv.decodeAt(word, address);
      yield { address, instruction };
      if (["jal", "jalr", "mret"].includes(instruction.row.name)) return;
    }
  }

  with(changes: ReadonlyMap<number, number>): Image {
    return new Image(this.program, new Map([...this.changes, ...changes]));
  }
}

export interface Placed {
  readonly address: number;
  readonly instruction: riscv.Instruction;
}

const half = (word: number, address: number) => (address & 2 ? word >>> 16 : word & 0xffff);
