/**
 * Which requests a connection may make: the whole request is judged before anything is done.
 *
 * The order of the checks decides which error a request with several faults gets: unknown
 * command, read-only, flags, length, alignment, end of the export. "Error values" of the document
 * names the error of each.
 */
import { type Agreement, transmissionFlags } from "./export.js";
import * as nbd from "./protocol.js";
import type { Request } from "./request.js";

const KNOWN_COMMANDS = nbd.NBD_CMD_BLOCK_STATUS + 1;
const FORBIDDEN = -1;

/** The flags that each command allows, or FORBIDDEN where the command was not advertised. */
function allowedFlags(agreement: Agreement): Int32Array {
  const { export: info, structured, allocationContext } = agreement;
  const advertised = transmissionFlags(info, structured);
  const has = (flag: number) => (advertised & flag) !== 0;
  const optional = (flag: number, flags: number) => (has(flag) ? flags : FORBIDDEN);
  const fua = nbd.NBD_CMD_FLAG_FUA;
  const fastZero = has(nbd.NBD_FLAG_SEND_FAST_ZERO) ? nbd.NBD_CMD_FLAG_FAST_ZERO : 0;
  const allowed = new Int32Array(KNOWN_COMMANDS).fill(FORBIDDEN);
  allowed[nbd.NBD_CMD_READ] = fua | (has(nbd.NBD_FLAG_SEND_DF) ? nbd.NBD_CMD_FLAG_DF : 0);
  allowed[nbd.NBD_CMD_WRITE] = fua;
  allowed[nbd.NBD_CMD_FLUSH] = fua;
  allowed[nbd.NBD_CMD_TRIM] = optional(nbd.NBD_FLAG_SEND_TRIM, fua);
  allowed[nbd.NBD_CMD_CACHE] = optional(nbd.NBD_FLAG_SEND_CACHE, fua);
  allowed[nbd.NBD_CMD_WRITE_ZEROES] = optional(
    nbd.NBD_FLAG_SEND_WRITE_ZEROES,
    fua | nbd.NBD_CMD_FLAG_NO_HOLE | fastZero,
  );
  if (allocationContext !== null) {
    allowed[nbd.NBD_CMD_BLOCK_STATUS] = fua | nbd.NBD_CMD_FLAG_REQ_ONE;
  }
  return allowed;
}

/** Whether a command changes the export. */
function changes(type: number): boolean {
  return (
    type === nbd.NBD_CMD_WRITE || type === nbd.NBD_CMD_TRIM || type === nbd.NBD_CMD_WRITE_ZEROES
  );
}

/** The rules of one connection. */
export class Rules {
  readonly #allowed: Int32Array;
  readonly #readOnly: boolean;
  readonly #bytes: number;
  readonly #blockMask: number;
  readonly #payload_bytes_max: number;
  readonly #tooLongRead: number;

  constructor(agreement: Agreement) {
    const info = agreement.export;
    this.#allowed = allowedFlags(agreement);
    this.#readOnly = info.readOnly;
    this.#bytes = info.bytes;
    this.#blockMask = info.minimumBlock - 1;
    this.#payload_bytes_max = info.maximumPayload;
    // EOVERFLOW is for structured reads, which a client may repeat in smaller parts.
    this.#tooLongRead = agreement.structured ? nbd.NBD_EOVERFLOW : nbd.NBD_EINVAL;
  }

  /** 0 if the request may be carried out, else the error to answer with. DISC is not judged:
   * it has no reply. */
  judge(request: Request): number {
    const { type, length } = request;
    if (type >= KNOWN_COMMANDS) return nbd.NBD_EINVAL;
    if (this.#readOnly && changes(type)) return nbd.NBD_EPERM;
    const allowed = this.#allowed[type]!;
    if (allowed === FORBIDDEN || (request.flags & ~allowed) !== 0) return nbd.NBD_EINVAL;
    if (type === nbd.NBD_CMD_FLUSH) {
      return request.offset === 0 && length === 0 ? nbd.NBD_SUCCESS : nbd.NBD_EINVAL;
    }
    if (length === 0) return nbd.NBD_EINVAL;
    if (length > this.#payload_bytes_max) {
      if (type === nbd.NBD_CMD_READ) return this.#tooLongRead;
      if (type === nbd.NBD_CMD_WRITE) return nbd.NBD_EINVAL;
    }
    return this.#judgePlace(request);
  }

  #judgePlace(request: Request): number {
    const { type, offset, length } = request;
    // Rounding cannot hide an excess: a sum that is not exact is at least 2^53.
    if (offset + length > this.#bytes) {
      const writes = type === nbd.NBD_CMD_WRITE || type === nbd.NBD_CMD_WRITE_ZEROES;
      return writes ? nbd.NBD_ENOSPC : nbd.NBD_EINVAL;
    }
    const offsetLow = offset % 65_536;
    if (((offsetLow | length) & this.#blockMask) !== 0) return nbd.NBD_EINVAL;
    return nbd.NBD_SUCCESS;
  }
}
