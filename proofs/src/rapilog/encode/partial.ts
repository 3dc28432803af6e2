/**
 * What `write` does with a payload that does not fill its grains: it copies, fills up with zeros and
 * has the checksum computed over what then stands there. The function `checksum` stands for what was
 * proved about it, of which only that memory stays is used.
 */
import {
  add,
  all,
  and,
  bitVector,
  constant,
  equal,
  FALSE,
  ite,
  lshr,
  mul,
  not,
  or,
  select,
  sub,
  type Term,
  ule,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import { type Explored, explore, type HostCall, loopsOf } from "@ashlar/semantics";
import type { Obligation, StatedTheorem, Statement } from "../../prove/statement.js";
import { type Change, changesIn, PLACE_OPERATORS } from "../changes.js";
import {
  anyOf,
  arbitraryMoment,
  type Core,
  coreBytes,
  coreOf,
  explored,
  indexOf,
  type Moment,
} from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { functionIn } from "../functions.js";
import { type Globals, globalIn } from "../globals.js";
import { anyAddress, number32 } from "../terms.js";
import { bytesOfSectors } from "./is-record.js";
import { placeOf } from "./places.js";
import { KIND_WRITE } from "./record.js";
import { replayedPartialWrite } from "./replay.js";
import { isInside } from "./round.js";

const PAGES_MAX = (1 << 16) - 1;
/** The moment at which the checksum of a payload is asked for. */
interface Summing {
  /** Since the last call before it, of which anything may have come. */
  readonly globals: Globals;
  readonly memory: Term;
  readonly address: Term;
  readonly bytes: Term;
  /** The byte that then stands at any address. */
  readonly byte: Term;
  readonly sum: Term;
}

function summed(moment: Moment, found: Summing[], call: HostCall): Term[] {
  const { world, parameters } = call;
  const [address, bytes] = parameters as [Term, Term];
  const sum = variable("sum of the payload", bitVector(64));
  const { memory } = moment.calls.at(-1) ?? moment;
  const byte = world.memories[0]!.load(anyAddress(), 1);
  found.push({ globals: world.globals.slice(), memory, address, bytes, byte, sum });
  // Which paths come here is known by what is required of them.
  call.require(FALSE);
  return [sum];
}

/** Sectors of a record with so many bytes: a grain of header, and whole grains of payload. */
function recordSectors(grain: Term, bytes: Term): Term {
  const sectors = lshr(add(bytes, number32(511)), number32(9));
  const last = sub(grain, number32(1));
  return add(grain, and(add(sectors, last), not(last)));
}

function partialStatement(core: Core): Statement {
  const { module, bytes: file } = core;
  const sum = indexOf(module, "checksum");
  const found: Summing[] = [];
  const moment: Moment = arbitraryMoment(module, indexOf(module, "write"), (callee) =>
    callee === sum ? (call) => summed(moment, found, call) : undefined,
  );
  const { callable, world, pages } = moment;
  const names = ["offset", "length", "source"];
  const parameters = callable.type.parameters.map((type, at) => anyOf(names[at]!, type));
  const cuts = loopsOf(callable).map(({ label }) => label);
  const run = explored(explore(callable, parameters, world, { cuts }));
  const replay = () => replayedPartialWrite(file);
  const [summing, ...others] = found;
  if (summing === undefined || others.length > 0)
    return { hypotheses: [], replay, obligations: [{ claim: "it sums once", goal: FALSE }] };
  const [offset, length, source] = parameters as [Term, Term, Term];
  const grain = globalIn(summing.globals, "grainSectors");
  const payload = mul(sub(recordSectors(grain, length), grain), number32(512));
  const target = add(
    placeOf(summing.globals, globalIn(summing.globals, "head")),
    bytesOfSectors(grain),
  );
  const comesToIt = run.obligations.map(({ condition }) => condition)[0]!;
  return {
    replay,
    hypotheses: [
      ule(pages, number32(PAGES_MAX)),
      or(equal(grain, number32(1)), equal(grain, number32(8))),
      isInside(pages, target, payload),
      isInside(pages, source, length),
    ],
    obligations: [
      { claim: "copying and filling do not trap", goal: not(trapsOf(run)) },
      ...[
        {
          claim: "the checksum is of the payload's place, after the header's grain",
          goal: equal(summing.address, target),
        },
        {
          claim: "and of the payload's length, rounded up to grains",
          goal: equal(summing.bytes, payload),
        },
        contents(summing, { target, source, length, payload }),
        ...sealed(core, moment, { offset, length, sum: summing.sum }),
      ].map((obligation) => ({ ...obligation, when: [comesToIt] })),
    ],
  };
}

const trapsOf = ({ traps }: Explored) =>
  traps.reduce<Term>((one, { condition }) => or(one, condition), FALSE);

/** The payload is there, zeros follow, and all else is as it was. */
function contents(
  { memory, byte }: Summing,
  range: { target: Term; source: Term; length: Term; payload: Term },
): Obligation {
  const address = anyAddress();
  const offset = sub(address, range.target);
  const copied = select(memory, add(range.source, offset));
  const filled = ite(ult(offset, range.payload), constant(8, 0), select(memory, address));
  return {
    claim:
      "then the payload's bytes stand there, zeros behind them up to the grain, and no other byte has changed",
    goal: equal(byte, ite(ult(offset, range.length), copied, filled)),
  };
}

/** What is handed to the function that seals the record. */
function sealed(
  core: Core,
  { calls, globals }: Moment,
  { offset, length, sum }: { offset: Term; length: Term; sum: Term },
): Obligation[] {
  const seal = calls.find(({ index }) => index === functionIn(core, "append"));
  if (seal === undefined) return [{ claim: "it seals the record", goal: FALSE }];
  const sectors = recordSectors(globalIn(globals, "grainSectors"), length);
  const right = [number32(KIND_WRITE), offset, zeroExtend(length, 64), sum, sectors];
  return [
    {
      claim:
        "the header is sealed with kind, offset, length, this checksum, and the record's sectors",
      goal: all(right.map((value, at) => equal(seal.parameters[at]!, value))),
    },
  ];
}

const [CALL, I64_CONST, BULK] = [0x10, 0x42, 0xfc];
const MEMORY_COPY = 0x0a;
/** The first byte of 511: lengths are whole sectors here, so by how much less than one they are
 * rounded up does not matter. */
const ROUNDING = 0xff;

/** From the last call before the payload's place is computed up to the lanes, and from the copy up
 * to the record's sealing. */
function partialChanges({ module, bytes }: Core): Change[] {
  const { callable } = arbitraryMoment(module, indexOf(module, "write"));
  const { offsets, labels } = callable.code!;
  const loop = offsets[labels[loopsOf(callable)[0]!.label]!.target]!;
  const start = offsets.findLast((at) => at < loop && bytes[at] === CALL)!;
  const lanes = offsets.find((at) => at > start && bytes[at] === I64_CONST)!;
  const copy = offsets.find((at) => bytes[at] === BULK && bytes[at + 1] === MEMORY_COPY)!;
  const sum = offsets.find((at) => at > copy && bytes[at] === CALL)!;
  const regions = [
    { from: start, to: lanes },
    { from: copy, to: sum },
  ];
  return regions
    .flatMap((region) => changesIn(bytes, callable, region, PLACE_OPERATORS))
    .filter(({ offset }) => bytes[offset] !== ROUNDING);
}

export function partialTheorem(core: Core = coreOf(coreBytes())): StatedTheorem {
  return coreTheorem(core, {
    id: "rapilog/encode/copy-partial",
    says: "if write comes to a payload that does not fill its grains, whatever the functions before it did: the payload is copied behind the header's grain, zeros follow up to the next grain, no other byte changes, the checksum is computed over all of it as it then stands, and the header is sealed with this checksum; no trap where source and target are within memory",
    functions: ({ module }) => new Map([["write", indexOf(module, "write")]]),
    ...{ statement: partialStatement, changes: partialChanges },
  });
}
