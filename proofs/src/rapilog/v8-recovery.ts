/** What the core in V8 recovers and what not: records that are right, and damaged ones. */
import { Random } from "@ashlar/rapilog/random";
import {
  attempt,
  DISK_BYTES,
  type Fields,
  FLOOR,
  fieldsOf,
  type Going,
  HEADER_AT,
  headerOf,
  INCARNATION,
  POSITION,
  placeLog,
  ROOM_BYTES,
  SEQUENCE,
  type Wrong,
} from "./v8.js";

const SECTOR_BYTES = 512;
const [ZERO, PAD, UNKNOWN] = [2, 5, 9];
const [RECOVERED, NOTHING] = [1, 0];
const PAYLOAD = new Random(1).bytes(2 * SECTOR_BYTES);

interface Case {
  readonly what: string;
  readonly expected: number;
  readonly fields?: Partial<Fields>;
  /** A byte of the record that is damaged afterwards. */
  readonly damaged?: number;
  readonly going?: Partial<Going>;
}

const good = (what: string, fields: Partial<Fields> = {}): Case => ({
  ...{ what, fields, expected: RECOVERED },
});
const bad = (what: string, fields: Partial<Fields>, damaged?: number): Case => ({
  ...{ what, fields, expected: NOTHING },
  ...(damaged !== undefined && { damaged }),
});

const [ANY_SEQUENCE, ZEROS] = [2n ** 64n - 1n, { kind: ZERO, length: 4096n }];

const CASES: readonly Case[] = [
  good("a write"),
  good("a range of zeros", { kind: ZERO, length: 4096n }),
  good("a pad", { kind: PAD, length: ROOM_BYTES - BigInt(SECTOR_BYTES) }),
  good("the record before's own incarnation", { incarnation: FLOOR }),
  good("the disk's last bytes", { ...ZEROS, offset: DISK_BYTES - 4096n }),
  good("the whole disk", { ...ZEROS, offset: 0n, length: DISK_BYTES }),
  { ...good("any sequence number", { sequence: 3n }), going: { sequence: ANY_SEQUENCE } },
  bad("an incarnation before the last one", { incarnation: FLOOR - 1n }),
  bad("an incarnation to come", { incarnation: INCARNATION + 1n }),
  bad("a stale sequence number", { sequence: SEQUENCE - 1n }),
  bad("a sequence number to come", { sequence: SEQUENCE + 1n }),
  bad("a place beyond the disk", { ...ZEROS, offset: DISK_BYTES - 2048n }),
  bad("a place between sectors", { ...ZEROS, offset: 256n }),
  bad("more than the disk", { ...ZEROS, offset: 0n, length: DISK_BYTES + 512n }),
  bad("another magic number", { magic: 1 }),
  bad("another stream", { stream: 1n }),
  bad("a record of an earlier lap", { position: 27n }),
  bad("a damaged header", {}, 70),
  bad("a damaged payload", {}, SECTOR_BYTES + 9),
  bad("half a sector", { kind: ZERO, length: 256n }),
  bad("nothing", { kind: ZERO, length: 0n }),
  bad("a pad of another length", { kind: PAD, length: 4096n }),
  bad("an unknown kind", { kind: UNKNOWN, length: 4096n }),
];

const BUDGET_BYTES = 1n << 20n;

/** What the core recovers that it must not, or does not recover; undefined if all is right. */
export function wrongAcceptance(core: Uint8Array): Wrong | undefined {
  return wrongWith(core, 0n) ?? wrongWith(core, BUDGET_BYTES);
}

/** The same with a budget, under which all that stands in the ring is acknowledged. */
function wrongWith(core: Uint8Array, budget_bytes: bigint): Wrong | undefined {
  for (const { what, expected, fields, damaged, going } of CASES) {
    const wrong = attempt(core, (running) => {
      placeLog(running, going);
      const { exports, memory } = running;
      exports["budget"]!(budget_bytes);
      memory.set(headerOf({ ...fieldsOf(PAYLOAD), ...fields }), HEADER_AT);
      memory.set(PAYLOAD, HEADER_AT + SECTOR_BYTES);
      if (damaged !== undefined) memory[HEADER_AT + damaged]! ^= 1;
      const found = exports["recover"]!();
      if (found !== expected) return `recover says ${found} instead of ${expected}`;
      const sectors = sectorsOf({ ...fieldsOf(PAYLOAD), ...fields });
      const head = POSITION + (found === RECOVERED ? sectors : 0n);
      if (exports["head"]!() !== head) return `the head is at ${exports["head"]!()}, not ${head}`;
      const acknowledged = exports["acknowledged"]!();
      if (acknowledged !== (budget_bytes > 0n ? head : POSITION))
        return `${acknowledged} is acknowledged, with a budget of ${budget_bytes} bytes`;
      const sequence = found === RECOVERED ? (fields?.sequence ?? SEQUENCE) + 1n : undefined;
      return wrongSequence(exports["sequence"]!(), sequence ?? going?.sequence ?? SEQUENCE);
    });
    if (wrong !== undefined) return { ...wrong, says: `${what}: ${wrong.says}` };
  }
  return undefined;
}

/** Ranges have no payload. */
const sectorsOf = ({ kind, length }: Fields) =>
  kind === ZERO ? 1n : 1n + length / BigInt(SECTOR_BYTES);

function wrongSequence(found: number | bigint, right: bigint): string | undefined {
  const sequence = BigInt.asUintN(64, BigInt(found));
  return sequence === right ? undefined : `the next sequence number is ${sequence}, not ${right}`;
}
