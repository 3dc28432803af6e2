import assert from "node:assert/strict";
import { test } from "node:test";
import type { Agreement, ExportInfo } from "./export.js";
import * as nbd from "./protocol.js";
import { decodeRequest, encodeRequest, Request, type RequestFields } from "./request.js";
import { Rules } from "./rules.js";
import { exportOf } from "./testing/fixtures.js";

const { NBD_CMD_FLAG_FUA: FUA, NBD_CMD_FLAG_DF: DF, NBD_CMD_FLAG_NO_HOLE: NO_HOLE } = nbd;
const { NBD_CMD_FLAG_REQ_ONE: REQ_ONE, NBD_CMD_FLAG_FAST_ZERO: FAST_ZERO } = nbd;
const MIB = 1024n * 1024n;

/** Names, so that a row reads like the standard. */
const COMMANDS = {
  READ: nbd.NBD_CMD_READ,
  WRITE: nbd.NBD_CMD_WRITE,
  FLUSH: nbd.NBD_CMD_FLUSH,
  TRIM: nbd.NBD_CMD_TRIM,
  CACHE: nbd.NBD_CMD_CACHE,
  ZEROES: nbd.NBD_CMD_WRITE_ZEROES,
  STATUS: nbd.NBD_CMD_BLOCK_STATUS,
  RESIZE: 8,
  UNKNOWN: 0xffff,
} as const;
type Command = keyof typeof COMMANDS;

const ERRORS = {
  OK: 0,
  EPERM: nbd.NBD_EPERM,
  EINVAL: nbd.NBD_EINVAL,
  ENOSPC: nbd.NBD_ENOSPC,
  EOVERFLOW: nbd.NBD_EOVERFLOW,
} as const;

type Row = [command: Command, flags: number, offset: bigint, length: number, keyof typeof ERRORS];

interface Connection {
  info?: Partial<ExportInfo>;
  structured?: boolean;
  allocationContext?: number | null;
}

/** The error of a request that went over the wire. */
function judge(connection: Connection, fields: Omit<RequestFields, "cookie">): number {
  const agreement: Agreement = {
    export: exportOf(connection.info),
    structured: connection.structured ?? true,
    allocationContext: connection.allocationContext === undefined ? 1 : null,
  };
  const bytes = encodeRequest({ cookie: 0n, ...fields });
  const request = new Request();
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  assert.ok(decodeRequest(view, 0, request));
  return new Rules(agreement).judge(request);
}

function table(name: string, connection: Connection, rows: Row[]): void {
  test(name, () => {
    for (const [command, flags, offset, length, expected] of rows) {
      const error = judge(connection, { type: COMMANDS[command], flags, offset, length });
      assert.equal(error, ERRORS[expected], `${command} ${flags} ${offset}+${length}`);
    }
  });
}

table("an export that can do everything, 1 MiB", {}, [
  ["READ", 0, 0n, 512, "OK"],
  ["READ", 0, MIB - 512n, 512, "OK"],
  ["READ", 0, 0n, 1024 * 1024, "OK"],
  ["READ", DF, 0n, 65_536, "OK"],
  ["READ", 0, MIB - 512n, 1024, "EINVAL"],
  ["READ", 0, 1n << 63n, 512, "EINVAL"],
  ["READ", 0, (1n << 64n) - 512n, 512, "EINVAL"],
  ["READ", 0, (1n << 64n) - 512n, 1024, "EINVAL"],
  ["READ", 0, 1n << 53n, 512, "EINVAL"],
  ["READ", 0, 1n, 512, "EINVAL"],
  ["READ", 0, 0n, 511, "EINVAL"],
  ["READ", 0, 0n, 0, "EINVAL"],
  ["READ", 0, 0n, 32 * 1024 * 1024 + 512, "EOVERFLOW"],
  ["WRITE", 0, 0n, 512, "OK"],
  ["WRITE", 0, MIB, 512, "ENOSPC"],
  ["WRITE", 0, (1n << 64n) - 512n, 1024, "ENOSPC"],
  ["WRITE", 0, 0n, 32 * 1024 * 1024 + 512, "EINVAL"],
  ["WRITE", 0, 0n, 0xffff_ffff, "EINVAL"],
  ["WRITE", 0, 256n, 512, "EINVAL"],
  ["WRITE", 0, 0n, 0, "EINVAL"],
  ["TRIM", 0, 0n, 1024 * 1024, "OK"],
  ["TRIM", 0, MIB, 512, "EINVAL"],
  ["TRIM", 0, 0n, 0xffff_fe00, "EINVAL"],
  ["ZEROES", NO_HOLE | FUA | FAST_ZERO, 0n, 512, "OK"],
  ["ZEROES", 0, MIB, 512, "ENOSPC"],
  ["CACHE", 0, 0n, 512, "OK"],
  ["CACHE", 0, MIB, 512, "EINVAL"],
  ["STATUS", REQ_ONE, 0n, 512, "OK"],
  ["STATUS", 0, MIB, 512, "EINVAL"],
  ["STATUS", 0, 0n, 0, "EINVAL"],
  ["FLUSH", 0, 0n, 0, "OK"],
  ["FLUSH", 0, 512n, 0, "EINVAL"],
  ["FLUSH", 0, 0n, 512, "EINVAL"],
  ["RESIZE", 0, 0n, 512, "EINVAL"],
  ["UNKNOWN", 0, 0n, 512, "EINVAL"],
]);

table("FUA goes with every command", {}, [
  ["READ", FUA, 0n, 512, "OK"],
  ["WRITE", FUA, 0n, 512, "OK"],
  ["FLUSH", FUA, 0n, 0, "OK"],
  ["TRIM", FUA, 0n, 512, "OK"],
  ["ZEROES", FUA, 0n, 512, "OK"],
  ["CACHE", FUA, 0n, 512, "OK"],
  ["STATUS", FUA, 0n, 512, "OK"],
]);

table("a flag that is not documented for the command", {}, [
  ["READ", NO_HOLE, 0n, 512, "EINVAL"],
  ["READ", REQ_ONE, 0n, 512, "EINVAL"],
  ["WRITE", DF, 0n, 512, "EINVAL"],
  ["WRITE", 1 << 15, 0n, 512, "EINVAL"],
  ["FLUSH", DF, 0n, 0, "EINVAL"],
  ["TRIM", NO_HOLE, 0n, 512, "EINVAL"],
  ["CACHE", REQ_ONE, 0n, 512, "EINVAL"],
  ["ZEROES", DF, 0n, 512, "EINVAL"],
  ["STATUS", DF, 0n, 512, "EINVAL"],
  ["STATUS", 1 << 5, 0n, 512, "EINVAL"],
]);

table("a read-only export", { info: { readOnly: true } }, [
  ["READ", 0, 0n, 512, "OK"],
  ["WRITE", 0, 0n, 512, "EPERM"],
  ["WRITE", 0, MIB, 512, "EPERM"],
  ["TRIM", 0, 0n, 512, "EPERM"],
  ["ZEROES", 0, 0n, 512, "EPERM"],
  ["FLUSH", 0, 0n, 0, "OK"],
]);

table("simple replies, no metadata context", { structured: false, allocationContext: null }, [
  ["READ", DF, 0n, 512, "EINVAL"],
  ["READ", 0, 0n, 32 * 1024 * 1024 + 512, "EINVAL"],
  ["STATUS", 0, 0n, 512, "EINVAL"],
]);

const LESS = { canTrim: false, canWriteZeroes: false, canFastZero: false, canCache: false };
table("commands that are not advertised", { info: LESS }, [
  ["TRIM", 0, 0n, 512, "EINVAL"],
  ["ZEROES", 0, 0n, 512, "EINVAL"],
  ["CACHE", 0, 0n, 512, "EINVAL"],
]);

table("FAST_ZERO where it is not advertised", { info: { canFastZero: false } }, [
  ["ZEROES", FAST_ZERO, 0n, 512, "EINVAL"],
]);

const HUGE = { bytes: 2 ** 53 - 512 };
table("the largest export", { info: HUGE }, [
  ["READ", 0, 2n ** 53n - 1024n, 512, "OK"],
  ["READ", 0, 2n ** 53n - 1024n, 1024, "EINVAL"],
  ["READ", 0, 2n ** 53n - 512n, 512, "EINVAL"],
  ["TRIM", 0, 2n ** 53n - 512n, 0xffff_fe00, "EINVAL"],
  ["READ", 0, 2n ** 52n, 512, "OK"],
  ["READ", 0, 2n ** 52n + 256n, 512, "EINVAL"],
]);
