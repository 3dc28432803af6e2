/**
 * The server's side of the handshake as a state machine: bytes in, bytes and an outcome out.
 *
 * Invariants, whatever the client sends and however its bytes are cut into chunks:
 * - the same bytes give the same replies and the same outcome;
 * - every option but EXPORT_NAME gets exactly one final reply, in order, and the stream stays in
 *   sync; only a wrong magic, unknown client flags, a refused EXPORT_NAME (which cannot be
 *   answered) and more than `OPTIONS_MAX` options end the connection;
 * - no more than one option's data is held, at most `OPTION_DATA_BYTES_MAX` bytes;
 * - nothing received before TLS has any effect after it, but for the client's flags, which are
 *   sent only once.
 */
import assert from "node:assert/strict";
import { type Agreement, assertExport, type ExportInfo, transmissionFlags } from "./export.js";
import * as wire from "./handshake.js";
import { encodeInfos } from "./infos.js";
import { Intake } from "./intake.js";
import {
  decodeInfoQuery,
  decodeMetaQuery,
  listsAllocation,
  selectsAllocation,
} from "./option-data.js";
import { CONTINUE, close, type Outcome, type Step } from "./outcome.js";
import { findExport, type Policy, refusalOfAll, refusalOfTls } from "./policy.js";
import * as nbd from "./protocol.js";

/** The longest option data that is looked at; longer ones are skipped and refused. */
export const OPTION_DATA_BYTES_MAX = 64 * 1024;
/** A client that needs more options than this is not one. */
export const OPTIONS_MAX = 1024;
/** Our identifier of base:allocation in BLOCK_STATUS replies. */
export const ALLOCATION_CONTEXT_ID = 1;

const KNOWN_CLIENT_FLAGS = nbd.NBD_FLAG_C_FIXED_NEWSTYLE | nbd.NBD_FLAG_C_NO_ZEROES;

type Phase = "flags" | "options" | "tls" | "ended";

export class Negotiation {
  readonly #policy: Policy;
  readonly #intake = new Intake();
  #phase: Phase = "flags";
  #header: wire.OptionHeader | null = null;
  #options = 0;
  #zeroes = true;
  #fixed = false;
  #secure = false;
  #shuttingDown = false;
  #structured = false;
  #allocationOf: ExportInfo | null = null;
  #send: Buffer[] = [];

  constructor(policy: Policy) {
    policy.exports.forEach(assertExport);
    this.#policy = policy;
  }

  /** What the server sends first. */
  greeting(): Buffer {
    return wire.encodeGreeting(nbd.NBD_FLAG_FIXED_NEWSTYLE | nbd.NBD_FLAG_NO_ZEROES);
  }

  /** Bytes held from one call to the next. */
  get held_bytes(): number {
    return this.#intake.held_bytes;
  }

  /** From now on every option but ABORT is answered with ERR_SHUTDOWN. */
  shutDown(): void {
    this.#shuttingDown = true;
  }

  /** TLS is up: the negotiation begins anew, without a greeting. */
  secured(): void {
    assert(this.#phase === "tls", "TLS was not asked for");
    this.#phase = "options";
    this.#secure = true;
    this.#options = 0;
    this.#structured = false;
    this.#allocationOf = null;
  }

  /** Takes what the client sent. Not to be called after an outcome other than `continue`. */
  receive(bytes: Uint8Array): Step {
    assert(this.#phase === "flags" || this.#phase === "options", "negotiation has ended");
    this.#send = [];
    this.#intake.offer(bytes);
    let outcome = CONTINUE;
    while (outcome.kind === "continue") {
      const item = this.#intake.take(this.#wanted_bytes());
      if (item === null) break;
      outcome = this.#consume(item);
    }
    if (outcome.kind === "startTls") this.#intake.rest();
    if (outcome.kind !== "continue") this.#phase = outcome.kind === "startTls" ? "tls" : "ended";
    return { send: this.#send, outcome };
  }

  #wanted_bytes(): number {
    if (this.#phase === "flags") return wire.CLIENT_FLAGS_BYTES;
    if (this.#header === null) return wire.OPTION_HEADER_BYTES;
    return this.#header.length > OPTION_DATA_BYTES_MAX ? 0 : this.#header.length;
  }

  #consume(item: Buffer): Outcome {
    if (this.#phase === "flags") return this.#clientFlags(item.readUInt32BE());
    const header = this.#header;
    if (header === null) return this.#optionHeader(wire.decodeOptionHeader(item));
    this.#header = null;
    return this.#option(header, header.length > OPTION_DATA_BYTES_MAX ? null : item);
  }

  #clientFlags(flags: number): Outcome {
    if ((flags & ~KNOWN_CLIENT_FLAGS) !== 0) return close("unknown client flags");
    this.#fixed = (flags & nbd.NBD_FLAG_C_FIXED_NEWSTYLE) !== 0;
    this.#zeroes = (flags & nbd.NBD_FLAG_C_NO_ZEROES) === 0;
    // "The server MUST operate in NOTLS mode unless … C_FIXED_NEWSTYLE": so it cannot be served.
    if (!this.#fixed && this.#policy.tls === "required") return close("TLS needs fixed newstyle");
    this.#phase = "options";
    return CONTINUE;
  }

  #optionHeader(header: wire.OptionHeader | null): Outcome {
    if (header === null) return close("wrong option magic");
    if (++this.#options > OPTIONS_MAX) return close("too many options");
    if (header.option === nbd.NBD_OPT_EXPORT_NAME && header.length > nbd.NBD_MAX_STRING) {
      return close("export name too long");
    }
    if (header.length > OPTION_DATA_BYTES_MAX) this.#intake.skip(header.length);
    this.#header = header;
    return CONTINUE;
  }

  /** Answers an option; `data` is null where it was too long to be looked at. */
  #option(header: wire.OptionHeader, data: Buffer | null): Outcome {
    const { option, length } = header;
    if (option === nbd.NBD_OPT_ABORT) {
      this.#reply(option, nbd.NBD_REP_ACK);
      return close("the client aborted");
    }
    if (option === nbd.NBD_OPT_STARTTLS) return this.#startTls(length);
    const refusal = refusalOfAll(this.#policy, this.#secure, this.#shuttingDown);
    if (refusal !== null) {
      if (option === nbd.NBD_OPT_EXPORT_NAME) return close(refusal.message);
      return this.#fail(option, refusal.error, refusal.message);
    }
    switch (option) {
      case nbd.NBD_OPT_EXPORT_NAME:
        return this.#exportName(data!);
      case nbd.NBD_OPT_LIST:
        return this.#list(length);
      case nbd.NBD_OPT_STRUCTURED_REPLY:
        return this.#structuredReply(length);
      case nbd.NBD_OPT_INFO:
      case nbd.NBD_OPT_GO:
        return this.#info(option, data);
      case nbd.NBD_OPT_LIST_META_CONTEXT:
      case nbd.NBD_OPT_SET_META_CONTEXT:
        return this.#metaContext(option, data);
      default:
        return this.#fail(option, nbd.NBD_REP_ERR_UNSUP, "unknown option");
    }
  }

  #startTls(length: number): Outcome {
    const option = nbd.NBD_OPT_STARTTLS;
    const refusal = refusalOfTls(this.#policy, this.#fixed, this.#secure, length);
    if (refusal !== null) return this.#fail(option, refusal.error, refusal.message);
    this.#reply(option, nbd.NBD_REP_ACK);
    return { kind: "startTls" };
  }

  #list(length: number): Outcome {
    const option = nbd.NBD_OPT_LIST;
    if (length > 0) return this.#fail(option, nbd.NBD_REP_ERR_INVALID, "LIST takes no data");
    for (const { name, description } of this.#policy.exports) {
      this.#reply(option, nbd.NBD_REP_SERVER, wire.encodeServer(name, description));
    }
    return this.#reply(option, nbd.NBD_REP_ACK);
  }

  #structuredReply(length: number): Outcome {
    const option = nbd.NBD_OPT_STRUCTURED_REPLY;
    if (length > 0) return this.#fail(option, nbd.NBD_REP_ERR_INVALID, "the option takes no data");
    this.#structured = true;
    return this.#reply(option, nbd.NBD_REP_ACK);
  }

  #exportName(data: Buffer): Outcome {
    const info = findExport(this.#policy, wire.decodeString(data));
    if (info === null) return close("unknown export");
    const flags = transmissionFlags(info, this.#structured);
    this.#send.push(wire.encodeExportNameAnswer(info.bytes, flags, this.#zeroes));
    return this.#transmission(info);
  }

  #info(option: number, data: Buffer | null): Outcome {
    if (data === null) return this.#fail(option, nbd.NBD_REP_ERR_TOO_BIG, "option too long");
    const query = decodeInfoQuery(data);
    if (query === null) return this.#fail(option, nbd.NBD_REP_ERR_INVALID, "malformed option");
    const info = findExport(this.#policy, query.name);
    if (info === null) return this.#fail(option, nbd.NBD_REP_ERR_UNKNOWN, "unknown export");
    for (const reply of encodeInfos(info, query.requests, this.#structured)) {
      this.#reply(option, nbd.NBD_REP_INFO, reply);
    }
    this.#reply(option, nbd.NBD_REP_ACK);
    return option === nbd.NBD_OPT_GO ? this.#transmission(info) : CONTINUE;
  }

  #metaContext(option: number, data: Buffer | null): Outcome {
    const set = option === nbd.NBD_OPT_SET_META_CONTEXT;
    // "… replaces all previously-set metadata contexts (including when this command fails)"
    if (set) this.#allocationOf = null;
    if (!this.#structured) {
      return this.#fail(option, nbd.NBD_REP_ERR_INVALID, "structured replies come first");
    }
    if (data === null) return this.#fail(option, nbd.NBD_REP_ERR_TOO_BIG, "option too long");
    const query = decodeMetaQuery(data);
    if (query === null) return this.#fail(option, nbd.NBD_REP_ERR_INVALID, "malformed option");
    const info = findExport(this.#policy, query.name);
    if (info === null) return this.#fail(option, nbd.NBD_REP_ERR_UNKNOWN, "unknown export");
    if (set ? selectsAllocation(query) : listsAllocation(query)) {
      if (set) this.#allocationOf = info;
      const id = set ? ALLOCATION_CONTEXT_ID : 0;
      const context = wire.encodeMetaContext(id, nbd.META_BASE_ALLOCATION);
      this.#reply(option, nbd.NBD_REP_META_CONTEXT, context);
    }
    return this.#reply(option, nbd.NBD_REP_ACK);
  }

  #transmission(info: ExportInfo): Outcome {
    const agreement: Agreement = {
      export: info,
      structured: this.#structured,
      allocationContext: this.#allocationOf === info ? ALLOCATION_CONTEXT_ID : null,
    };
    return { kind: "transmission", agreement, leftover: this.#intake.rest() };
  }

  #reply(option: number, type: number, data?: Buffer): Outcome {
    this.#send.push(wire.encodeOptionReply(option, type, data));
    return CONTINUE;
  }

  #fail(option: number, error: number, message: string): Outcome {
    return this.#reply(option, error, Buffer.from(message));
  }
}
