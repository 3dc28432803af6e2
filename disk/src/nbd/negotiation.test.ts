import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  decodeInfoBlockSize,
  decodeMetaContext,
  decodeOptionReplyHeader,
  decodeServer,
  encodeClientFlags,
  encodeOption,
  OPTION_REPLY_HEADER_BYTES,
} from "./handshake.js";
import { ALLOCATION_CONTEXT_ID, Negotiation, OPTIONS_MAX } from "./negotiation.js";
import { encodeInfoQuery, encodeMetaQuery } from "./option-data.js";
import type { Step } from "./outcome.js";
import * as nbd from "./protocol.js";
import { BOTH_FLAGS, exportOf, negotiationOf, options, policyOf } from "./testing/fixtures.js";

interface Reply {
  option: number;
  type: number;
  data: Buffer;
}

/** The replies of a step; the bytes must be replies and nothing else. */
function repliesOf(step: Step): Reply[] {
  return step.send.map((bytes) => {
    const header = decodeOptionReplyHeader(bytes)!;
    assert.equal(bytes.length, OPTION_REPLY_HEADER_BYTES + header.length);
    const data = bytes.subarray(OPTION_REPLY_HEADER_BYTES);
    return { option: header.option, type: header.type, data };
  });
}

function typesOf(step: Step): number[] {
  return repliesOf(step).map((reply) => reply.type);
}

function ask(negotiation: Negotiation, option: number, data?: Uint8Array): Step {
  return negotiation.receive(encodeOption(option, data));
}

function infoData(name: string, ...requests: number[]): Buffer {
  return encodeInfoQuery({ name, requests });
}

function metaData(name: string, ...queries: string[]): Buffer {
  return encodeMetaQuery({ name, queries });
}

describe("greeting and client flags", () => {
  test("the greeting is NBDMAGIC, IHAVEOPT, fixed newstyle and no zeroes", () => {
    const hex = new Negotiation(policyOf()).greeting().toString("hex");
    assert.equal(hex, "4e42444d4147494349484156454f50540003");
  });

  test("an unknown client flag ends the connection", () => {
    const step = new Negotiation(policyOf()).receive(encodeClientFlags(4 | 3));
    assert.equal(step.outcome.kind, "close");
    assert.deepEqual(step.send, []);
  });

  test("a client without fixed newstyle is served by EXPORT_NAME", () => {
    const negotiation = new Negotiation(policyOf());
    negotiation.receive(encodeClientFlags(0));
    const step = ask(negotiation, nbd.NBD_OPT_EXPORT_NAME, Buffer.from("disk"));
    assert.equal(step.outcome.kind, "transmission");
  });

  test("a client without fixed newstyle cannot be served where TLS is required", () => {
    const negotiation = new Negotiation(policyOf({ tls: "required" }));
    assert.equal(negotiation.receive(encodeClientFlags(0)).outcome.kind, "close");
  });
});

describe("EXPORT_NAME", () => {
  const bytes = 1024 * 1024;
  const head = Buffer.alloc(8);
  head.writeBigUInt64BE(BigInt(bytes));

  test("answers size and flags, and zeroes only to who wants them", () => {
    for (const [flags, length] of [
      [3, 10],
      [1, 134],
    ] as const) {
      const negotiation = new Negotiation(policyOf());
      negotiation.receive(encodeClientFlags(flags));
      const step = ask(negotiation, nbd.NBD_OPT_EXPORT_NAME, Buffer.from("disk"));
      const answer = step.send[0]!;
      assert.equal(answer.length, length);
      assert.deepEqual(answer.subarray(0, 8), head);
      assert.ok(answer.subarray(10).every((byte) => byte === 0));
      assert.equal(step.outcome.kind, "transmission");
    }
  });

  test("the empty name stands for the default export", () => {
    const step = ask(negotiationOf(), nbd.NBD_OPT_EXPORT_NAME);
    assert.ok(step.outcome.kind === "transmission");
    assert.equal(step.outcome.agreement.export.name, "disk");
  });

  test("an unknown name, a malformed one and one too long end the connection", () => {
    for (const name of [Buffer.from("nothing"), Buffer.from([0xff]), Buffer.alloc(4097, 97)]) {
      const step = ask(negotiationOf(), nbd.NBD_OPT_EXPORT_NAME, name);
      assert.equal(step.outcome.kind, "close");
      assert.deepEqual(step.send, []);
    }
  });
});

describe("INFO and GO", () => {
  test("GO answers with INFO_EXPORT byte for byte and begins transmission", () => {
    const step = ask(negotiationOf(), nbd.NBD_OPT_GO, infoData("disk"));
    const flags = (0x0d6d).toString(16).padStart(4, "0");
    const header = "0003e889045565a9" + "00000007" + "00000003" + "0000000c";
    assert.equal(step.send[0]!.toString("hex"), `${header}00000000000000100000${flags}`);
    assert.deepEqual(typesOf(step), [nbd.NBD_REP_INFO, nbd.NBD_REP_INFO, nbd.NBD_REP_ACK]);
    assert.ok(step.outcome.kind === "transmission");
    assert.equal(step.outcome.agreement.structured, false);
    assert.equal(step.outcome.agreement.allocationContext, null);
  });

  test("block sizes are sent, asked for or not", () => {
    const [, info] = repliesOf(ask(negotiationOf(), nbd.NBD_OPT_INFO, infoData("")));
    assert.deepEqual(decodeInfoBlockSize(info!.data), {
      minimum: 512,
      preferred: 4096,
      maximumPayload: 32 * 1024 * 1024,
    });
  });

  test("name and description are sent when asked for, each once", () => {
    const exports = [exportOf({ description: "the disk" })];
    const data = infoData("", nbd.NBD_INFO_NAME, nbd.NBD_INFO_DESCRIPTION, nbd.NBD_INFO_NAME, 777);
    const replies = repliesOf(ask(negotiationOf({ exports }), nbd.NBD_OPT_INFO, data));
    const infos = replies.slice(0, -1).map((reply) => reply.data.readUInt16BE());
    assert.deepEqual(infos, [0, 1, 2, 3]);
    assert.equal(replies[1]!.data.subarray(2).toString(), "disk");
    assert.equal(replies[2]!.data.subarray(2).toString(), "the disk");
  });

  test("what follows GO in the same chunk is left over for transmission", () => {
    const rest = Buffer.from("more");
    const chunk = Buffer.concat([options([nbd.NBD_OPT_GO, infoData("disk")]), rest]);
    const { outcome } = negotiationOf().receive(chunk);
    assert.ok(outcome.kind === "transmission");
    assert.deepEqual(Buffer.from(outcome.leftover), rest);
  });

  test("an unknown export is ERR_UNKNOWN, and negotiation goes on", () => {
    const negotiation = negotiationOf({ defaultExport: null });
    for (const name of ["nothing", ""]) {
      const step = ask(negotiation, nbd.NBD_OPT_GO, infoData(name));
      assert.deepEqual(typesOf(step), [nbd.NBD_REP_ERR_UNKNOWN]);
    }
    const step = ask(negotiation, nbd.NBD_OPT_GO, infoData("disk"));
    assert.equal(step.outcome.kind, "transmission");
  });

  test("malformed data are ERR_INVALID", () => {
    const good = infoData("disk", nbd.NBD_INFO_BLOCK_SIZE);
    const nameTooLong = Buffer.from(good);
    nameTooLong.writeUInt32BE(0xffff_ffff, 0);
    const malformed = [
      Buffer.alloc(0),
      good.subarray(0, -1),
      Buffer.concat([good, Buffer.alloc(1)]),
      nameTooLong,
      infoData("di\0sk"),
      infoData("a".repeat(4097)),
    ];
    const negotiation = negotiationOf();
    for (const data of malformed) {
      assert.deepEqual(typesOf(ask(negotiation, nbd.NBD_OPT_GO, data)), [nbd.NBD_REP_ERR_INVALID]);
    }
  });

  test("DF is advertised only after structured replies", () => {
    const negotiation = negotiationOf();
    const flagsOf = (step: Step) => repliesOf(step)[0]!.data.readUInt16BE(10);
    const before = flagsOf(ask(negotiation, nbd.NBD_OPT_INFO, infoData("")));
    ask(negotiation, nbd.NBD_OPT_STRUCTURED_REPLY);
    const after = flagsOf(ask(negotiation, nbd.NBD_OPT_INFO, infoData("")));
    assert.equal(before & nbd.NBD_FLAG_SEND_DF, 0);
    assert.equal(after, before | nbd.NBD_FLAG_SEND_DF);
  });
});

describe("LIST, ABORT, unknown options", () => {
  test("LIST names every export with its description", () => {
    const exports = [exportOf(), exportOf({ name: "zwei", description: "second" })];
    const replies = repliesOf(ask(negotiationOf({ exports }), nbd.NBD_OPT_LIST));
    assert.equal(replies.pop()!.type, nbd.NBD_REP_ACK);
    assert.deepEqual(
      replies.map((reply) => decodeServer(reply.data)),
      [
        { name: "disk", description: "" },
        { name: "zwei", description: "second" },
      ],
    );
  });

  test("options that take no data refuse it and stay in sync", () => {
    const negotiation = negotiationOf({ tls: "optional" });
    for (const option of [nbd.NBD_OPT_LIST, nbd.NBD_OPT_STRUCTURED_REPLY, nbd.NBD_OPT_STARTTLS]) {
      const step = ask(negotiation, option, Buffer.alloc(5));
      assert.deepEqual(typesOf(step), [nbd.NBD_REP_ERR_INVALID]);
    }
  });

  test("ABORT is acknowledged, data or not, and closes", () => {
    for (const data of [Buffer.alloc(0), Buffer.from("bye")]) {
      const step = ask(negotiationOf(), nbd.NBD_OPT_ABORT, data);
      assert.deepEqual(typesOf(step), [nbd.NBD_REP_ACK]);
      assert.equal(step.outcome.kind, "close");
    }
  });

  test("unknown options, extended headers among them, are ERR_UNSUP with their number", () => {
    const negotiation = negotiationOf();
    for (const option of [0, 4, nbd.NBD_OPT_EXTENDED_HEADERS, 0xffff_ffff]) {
      for (const data of [Buffer.alloc(0), Buffer.alloc(33), Buffer.alloc(100_000)]) {
        const [reply] = repliesOf(ask(negotiation, option, data));
        assert.equal(reply!.option, option);
        assert.equal(reply!.type, nbd.NBD_REP_ERR_UNSUP);
      }
    }
  });

  test("a wrong option magic ends the connection", () => {
    const bytes = encodeOption(nbd.NBD_OPT_LIST);
    bytes[0]! ^= 1;
    assert.equal(negotiationOf().receive(bytes).outcome.kind, "close");
  });

  test("oversized options are ERR_TOO_BIG, are not held, and the stream stays in sync", () => {
    const negotiation = negotiationOf();
    const stream = options([nbd.NBD_OPT_GO, Buffer.alloc(1_000_000)], [nbd.NBD_OPT_LIST]);
    const types: number[] = [];
    for (let at = 0; at < stream.length; at += 1000) {
      types.push(...typesOf(negotiation.receive(stream.subarray(at, at + 1000))));
      assert.ok(negotiation.held_bytes <= 16);
    }
    assert.deepEqual(types, [nbd.NBD_REP_ERR_TOO_BIG, nbd.NBD_REP_SERVER, nbd.NBD_REP_ACK]);
  });

  test("a client that asks without end is sent away", () => {
    const list = Array<[number]>(OPTIONS_MAX).fill([nbd.NBD_OPT_LIST]);
    const negotiation = negotiationOf({ exports: [] });
    assert.equal(negotiation.receive(options(...list)).outcome.kind, "continue");
    assert.equal(negotiation.receive(options([nbd.NBD_OPT_LIST])).outcome.kind, "close");
  });

  test("when the server shuts down, options are ERR_SHUTDOWN but ABORT is acknowledged", () => {
    const negotiation = negotiationOf();
    negotiation.shutDown();
    const refused = ask(negotiation, nbd.NBD_OPT_GO, infoData("disk"));
    assert.deepEqual(typesOf(refused), [nbd.NBD_REP_ERR_SHUTDOWN]);
    assert.deepEqual(typesOf(ask(negotiation, nbd.NBD_OPT_ABORT)), [nbd.NBD_REP_ACK]);
  });
});

describe("metadata contexts", () => {
  const set = nbd.NBD_OPT_SET_META_CONTEXT;
  const list = nbd.NBD_OPT_LIST_META_CONTEXT;

  function contextsOf(step: Step) {
    const replies = repliesOf(step);
    assert.equal(replies.pop()!.type, nbd.NBD_REP_ACK);
    return replies.map((reply) => decodeMetaContext(reply.data)!);
  }

  function structured(): Negotiation {
    const negotiation = negotiationOf({ exports: [exportOf(), exportOf({ name: "other" })] });
    ask(negotiation, nbd.NBD_OPT_STRUCTURED_REPLY);
    return negotiation;
  }

  function contextAfter(negotiation: Negotiation, name: string): number | null {
    const { outcome } = ask(negotiation, nbd.NBD_OPT_GO, infoData(name));
    assert.ok(outcome.kind === "transmission");
    return outcome.agreement.allocationContext;
  }

  test("they need structured replies", () => {
    for (const option of [list, set]) {
      const step = ask(negotiationOf(), option, metaData("disk", "base:allocation"));
      assert.deepEqual(typesOf(step), [nbd.NBD_REP_ERR_INVALID]);
    }
  });

  test("LIST: no query and base: both list base:allocation; others find nothing", () => {
    const negotiation = structured();
    const listed = [{ id: 0, name: "base:allocation" }];
    assert.deepEqual(contextsOf(ask(negotiation, list, metaData("disk"))), listed);
    for (const query of ["base:", "base:allocation"]) {
      assert.deepEqual(contextsOf(ask(negotiation, list, metaData("disk", query))), listed);
    }
    const others = metaData("disk", "base:no", "x-y:z", "base", "");
    assert.deepEqual(contextsOf(ask(negotiation, list, others)), []);
  });

  test("SET selects base:allocation once; the wildcard selects nothing", () => {
    const negotiation = structured();
    const twice = metaData("", "base:allocation", "base:allocation");
    assert.deepEqual(contextsOf(ask(negotiation, set, twice)), [
      { id: ALLOCATION_CONTEXT_ID, name: "base:allocation" },
    ]);
    assert.equal(contextAfter(negotiation, "disk"), ALLOCATION_CONTEXT_ID);
    const wildcard = structured();
    assert.deepEqual(contextsOf(ask(wildcard, set, metaData("disk", "base:"))), []);
    assert.equal(contextAfter(wildcard, "disk"), null);
  });

  test("a later SET, even a failing one, replaces the selection", () => {
    const later = [metaData("disk"), metaData("nothing", "base:allocation"), Buffer.alloc(3)];
    for (const data of later) {
      const negotiation = structured();
      ask(negotiation, set, metaData("disk", "base:allocation"));
      ask(negotiation, set, data);
      assert.equal(contextAfter(negotiation, "disk"), null);
    }
  });

  test("a selection holds only for its own export", () => {
    const negotiation = structured();
    ask(negotiation, set, metaData("disk", "base:allocation"));
    assert.equal(contextAfter(negotiation, "other"), null);
  });

  test("malformed data are ERR_INVALID, an unknown export is ERR_UNKNOWN", () => {
    const negotiation = structured();
    const good = metaData("disk", "base:allocation");
    const longQuery = Buffer.from(good);
    longQuery.writeUInt32BE(1000, 12);
    const manyQueries = Buffer.from(good);
    manyQueries.writeUInt32BE(0xffff_ffff, 8);
    const malformed = [good.subarray(0, -1), longQuery, manyQueries, Buffer.alloc(0)];
    for (const data of malformed) {
      assert.deepEqual(typesOf(ask(negotiation, set, data)), [nbd.NBD_REP_ERR_INVALID]);
    }
    const unknown = ask(negotiation, list, metaData("nothing"));
    assert.deepEqual(typesOf(unknown), [nbd.NBD_REP_ERR_UNKNOWN]);
  });
});

describe("TLS", () => {
  test("without TLS, STARTTLS is ERR_POLICY", () => {
    const step = ask(negotiationOf(), nbd.NBD_OPT_STARTTLS);
    assert.deepEqual(typesOf(step), [nbd.NBD_REP_ERR_POLICY]);
  });

  test("where TLS is required, everything but STARTTLS and ABORT is ERR_TLS_REQD", () => {
    const negotiation = negotiationOf({ tls: "required" });
    const refused: [number, Buffer?][] = [
      [nbd.NBD_OPT_LIST],
      [nbd.NBD_OPT_GO, infoData("disk")],
      [nbd.NBD_OPT_INFO, Buffer.alloc(70_000)],
      [99],
    ];
    for (const [option, data] of refused) {
      assert.deepEqual(typesOf(ask(negotiation, option, data)), [nbd.NBD_REP_ERR_TLS_REQD]);
    }
    const name = ask(negotiation, nbd.NBD_OPT_EXPORT_NAME, Buffer.from("disk"));
    assert.equal(name.outcome.kind, "close");
  });

  test("STARTTLS drops earlier state and what came behind it in plain text", () => {
    const negotiation = negotiationOf({ tls: "optional" });
    ask(negotiation, nbd.NBD_OPT_STRUCTURED_REPLY);
    ask(negotiation, nbd.NBD_OPT_SET_META_CONTEXT, metaData("disk", "base:allocation"));
    const injected = options([nbd.NBD_OPT_STARTTLS], [nbd.NBD_OPT_GO, infoData("disk")]);
    const step = negotiation.receive(injected);
    assert.deepEqual(typesOf(step), [nbd.NBD_REP_ACK]);
    assert.equal(step.outcome.kind, "startTls");
    negotiation.secured();
    const { outcome } = ask(negotiation, nbd.NBD_OPT_GO, infoData("disk"));
    assert.ok(outcome.kind === "transmission");
    assert.equal(outcome.agreement.structured, false);
    assert.equal(outcome.agreement.allocationContext, null);
  });

  test("under TLS a second STARTTLS is ERR_INVALID and nothing is ERR_TLS_REQD", () => {
    const negotiation = negotiationOf({ tls: "required" });
    ask(negotiation, nbd.NBD_OPT_STARTTLS);
    negotiation.secured();
    const again = ask(negotiation, nbd.NBD_OPT_STARTTLS);
    assert.deepEqual(typesOf(again), [nbd.NBD_REP_ERR_INVALID]);
    const listed = ask(negotiation, nbd.NBD_OPT_LIST);
    assert.deepEqual(typesOf(listed), [nbd.NBD_REP_SERVER, nbd.NBD_REP_ACK]);
  });

  test("the client's flags, which are sent once, hold under TLS", () => {
    const negotiation = negotiationOf({ tls: "required" });
    ask(negotiation, nbd.NBD_OPT_STARTTLS);
    negotiation.secured();
    const step = ask(negotiation, nbd.NBD_OPT_EXPORT_NAME);
    assert.equal(step.send[0]!.length, 10);
  });
});

test("byte by byte, the same replies as in one piece", () => {
  const stream = Buffer.concat([
    BOTH_FLAGS,
    options(
      [nbd.NBD_OPT_EXTENDED_HEADERS],
      [nbd.NBD_OPT_STRUCTURED_REPLY],
      [nbd.NBD_OPT_LIST, Buffer.alloc(3)],
      [nbd.NBD_OPT_SET_META_CONTEXT, metaData("disk", "base:allocation")],
      [nbd.NBD_OPT_GO, infoData("disk", nbd.NBD_INFO_NAME)],
    ),
  ]);
  const whole = new Negotiation(policyOf()).receive(stream);
  const slow = new Negotiation(policyOf());
  const sent: Buffer[] = [];
  let kind = "continue";
  for (const byte of stream) {
    const step = slow.receive(Uint8Array.of(byte));
    sent.push(...step.send);
    kind = step.outcome.kind;
  }
  assert.equal(kind, "transmission");
  assert.deepEqual(Buffer.concat(sent), Buffer.concat(whole.send));
});
