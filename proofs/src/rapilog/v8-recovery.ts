/** What the core in V8 recovers and what not: records that are right, and damaged ones. */
import { Random } from "@ashlar/rapilog/random";
import {
  attempt,
  type Fields,
  fieldsOf,
  HEADER_AT,
  headerOf,
  placeLog,
  ROOM_BYTES,
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
}

const good = (what: string, fields: Partial<Fields> = {}): Case => ({
  ...{ what, fields, expected: RECOVERED },
});
const bad = (what: string, fields: Partial<Fields>, damaged?: number): Case => ({
  ...{ what, fields, expected: NOTHING },
  ...(damaged !== undefined && { damaged }),
});

const CASES: readonly Case[] = [
  good("a write"),
  good("a range of zeros", { kind: ZERO, length: 4096n }),
  good("a pad", { kind: PAD, length: ROOM_BYTES - BigInt(SECTOR_BYTES) }),
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

/** What the core recovers that it must not, or does not recover; undefined if all is right. */
export function wrongAcceptance(core: Uint8Array): Wrong | undefined {
  for (const { what, expected, fields, damaged } of CASES) {
    const wrong = attempt(core, (running) => {
      placeLog(running);
      const { exports, memory } = running;
      memory.set(headerOf({ ...fieldsOf(PAYLOAD), ...fields }), HEADER_AT);
      memory.set(PAYLOAD, HEADER_AT + SECTOR_BYTES);
      if (damaged !== undefined) memory[HEADER_AT + damaged]! ^= 1;
      const found = exports["recover"]!();
      return found === expected ? undefined : `recover says ${found} instead of ${expected}`;
    });
    if (wrong !== undefined) return { ...wrong, says: `${what}: ${wrong.says}` };
  }
  return undefined;
}
