/** What the core in V8 makes of the disk's contents, in random histories beside a plain model. */
import { Random } from "@ashlar/rapilog/random";
import {
  attempt,
  DISK_BYTES,
  FLOOR,
  INCARNATION,
  PLACES,
  POSITION,
  placeLog,
  type Running,
  STREAM,
  type Wrong,
} from "./v8.js";

const SECTOR_BYTES = 512;
const SEGMENT_BYTES = 12;
const DISK = Number(DISK_BYTES);
const [HISTORIES, STEPS] = [6, 30];
const PAYLOAD_BYTES_MAX = PLACES.ring - PLACES.payload;
const ANY_SEQUENCE = 2n ** 64n - 1n;
const [ADMITTED, WAITS_LAST] = [0, 3];
const [FROM_HOME, FROM_RING] = [0, 1];
const KINDS = [2, 3, 4];

/** A log in the core, what it must hold, and what stands at home. */
class Log {
  readonly #disk = new Uint8Array(DISK);
  readonly #home = new Uint8Array(DISK);
  #released = POSITION;

  constructor(
    readonly running: Running,
    readonly random: Random,
  ) {
    this.#disk.set(random.bytes(DISK));
    this.#home.set(this.#disk);
    placeLog(running, { grainSectors: random.pick([1, 8]) });
  }

  #call(name: string, ...parameters: (number | bigint)[]) {
    return this.running.exports[name]!(...parameters);
  }

  #stretch(bytesMax: number): [offset: number, length: number] {
    const length = 1 + this.random.below(Math.min(bytesMax, DISK) / SECTOR_BYTES);
    const sectors = DISK / SECTOR_BYTES - length + 1;
    const offset = this.random.chance(0.5) ? this.random.below(sectors) : this.random.below(24);
    return [Math.min(offset, sectors - 1) * SECTOR_BYTES, length * SECTOR_BYTES];
  }

  /** What is wrong with a verdict; what is admitted the model does too. */
  #judged(what: string, verdict: number | bigint, act: () => void): string | undefined {
    if (verdict === ADMITTED) act();
    else if (Number(verdict) > WAITS_LAST) return `${what} is refused: ${verdict}`;
    else this.home();
    return undefined;
  }

  write(): string | undefined {
    const [offset, length] = this.#stretch(this.random.pick([4096, PAYLOAD_BYTES_MAX]));
    const data = this.random.bytes(length);
    this.running.memory.set(data, PLACES.payload);
    const verdict = this.#call("write", BigInt(offset), length, PLACES.payload);
    return this.#judged("a write", verdict, () => this.#disk.set(data, offset));
  }

  zero(): string | undefined {
    const [offset, length] = this.#stretch(this.random.pick([8192, DISK]));
    const verdict = this.#call("zero", BigInt(offset), BigInt(length), this.random.pick(KINDS));
    return this.#judged("a range", verdict, () => this.#disk.fill(0, offset, offset + length));
  }

  home(): undefined {
    this.#released = BigInt(this.#call("head"));
    this.#call("released", this.#released);
    this.#home.set(this.#disk);
  }

  recover(): string | undefined {
    const head = this.#call("head");
    this.#call("attach", STREAM, INCARNATION, FLOOR, this.#released, ANY_SEQUENCE);
    while (this.#call("recover") === 1);
    const found = this.#call("head");
    return found === head ? undefined : `recovery comes to ${found} instead of ${head}`;
  }

  read(): string | undefined {
    const count = Number(this.#call("read", 0n, DISK));
    const { memory } = this.running;
    const list = new DataView(memory.buffer, PLACES.segments);
    let at = 0;
    for (let segment = 0; segment < count; segment++) {
      const [source, length, address] = [0, 4, 8].map((field) =>
        list.getUint32(segment * SEGMENT_BYTES + field, true),
      ) as [number, number, number];
      const shown =
        source === FROM_HOME
          ? this.#home.subarray(at, at + length)
          : source === FROM_RING
            ? memory.subarray(address, address + length)
            : new Uint8Array(length);
      if (Buffer.compare(shown, this.#disk.subarray(at, at + length)) !== 0)
        return `a read shows bytes ${at} to ${at + length} from ${SOURCES[source]}, which are others`;
      at += length;
    }
    return at === DISK ? undefined : `a read shows ${at} bytes instead of ${DISK}`;
  }
}

const SOURCES = ["home", "the ring", "nowhere"];
const ACTIONS = ["write", "write", "write", "zero", "zero", "home", "recover"] as const;

/** What is wrong with a history of so many random steps. */
function wrongHistory(running: Running, seed: number): string | undefined {
  const log = new Log(running, new Random(seed));
  for (let step = 0; step < STEPS; step++) {
    const action = log.random.pick(ACTIONS);
    const says = log[action]() ?? log.read();
    if (says !== undefined) return `history ${seed}, after ${action}: ${says}`;
  }
  return undefined;
}

/** What a read shows that it must not; undefined if all is right. Calls are written down only of the
 * history that shows it. */
export function wrongContents(core: Uint8Array): Wrong | undefined {
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const act = (running: Running) => wrongHistory(running, seed);
    const wrong = attempt(core, act, false);
    if (wrong !== undefined) return attempt(core, act) ?? wrong;
  }
  return undefined;
}
