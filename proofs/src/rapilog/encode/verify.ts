/**
 * What the core takes for a record. Its function `checksum` stands for what was proved about it:
 * for a header that is its specification; of a payload's sum only that memory stays is used.
 */
import {
  add,
  all,
  bitVector,
  equal,
  FALSE,
  implies,
  isLiteral,
  isNonzero,
  numberOf,
  type Term,
  variable,
} from "@ashlar/logic";
import { type Explored, explore, type HostCall } from "@ashlar/semantics";
import type { Obligation, StatedTheorem, Statement } from "../../prove/statement.js";
import type { Change } from "../changes.js";
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
import { globalOf } from "../globals.js";
import {
  bytesOfSectors,
  isPlacedRing,
  type Payload,
  recordAt,
  recordConditions,
  wordsFrom,
} from "./is-record.js";
import { addressOf } from "./places.js";
import { headerSum, SUMMED_BYTES } from "./record.js";
import { replayedRecovery } from "./replay.js";
import { isInside, isWholeRounds, noTrap, sameGlobals, sameMemory } from "./round.js";

const BRANCH_IF = 0x0d;
const [DROP, NOP] = [0x1a, 0x01];

/** What was proved about `checksum`, and what it needs. */
function summing({ memory, pages }: Moment, payloads: Payload[], call: HostCall): Term[] {
  const [address, bytes] = call.parameters as [Term, Term];
  call.require(isInside(pages, address, bytes));
  call.require(isWholeRounds(bytes, 5));
  if (isLiteral(bytes) && numberOf(bytes) === SUMMED_BYTES)
    return [headerSum(wordsFrom(memory, address))];
  const sum = variable(`sum of payload ${payloads.length}`, bitVector(64));
  payloads.push({ address, bytes, sum });
  return [sum];
}

function verifyStatement(core: Core): Statement {
  const { module, bytes } = core;
  const sum = indexOf(module, "checksum");
  const payloads: Payload[] = [];
  const moment: Moment = arbitraryMoment(module, functionIn(core, "verify"), (callee) =>
    callee === sum ? (call) => summing(moment, payloads, call) : undefined,
  );
  const { callable, world } = moment;
  const names = ["position", "stream"];
  const parameters = callable.type.parameters.map((type, at) => anyOf(names[at]!, type));
  const [position, stream] = parameters as [Term, Term];
  const run = explored(explore(callable, parameters, world));
  const hypotheses = isPlacedRing(moment);
  const replay = () => replayedRecovery(bytes);
  const { returned } = run;
  const [payload, ...others] = payloads;
  if (returned === undefined || payload === undefined || others.length > 0)
    return { hypotheses, replay, obligations: [{ claim: "it sums one payload", goal: FALSE }] };
  const accepted = isNonzero(returned.results[0]!);
  return {
    ...{ hypotheses, replay },
    obligations: [
      { claim: "it returns", goal: returned.condition },
      noTrap({ run }),
      sameGlobals(moment, returned.world),
      sameMemory(moment, returned.world),
      ...callsObligations(run),
      ...acceptedObligations(moment, accepted, { position, stream }, payload),
      {
        claim: "what is accepted takes as many sectors as is answered",
        goal: equal(returned.results[0]!, recordAt(moment, position).sectors),
        when: [accepted],
      },
    ],
  };
}

function callsObligations({ obligations }: Explored): Obligation[] {
  return obligations.map(({ condition, required }) => ({
    claim: "checksum is asked for whole rounds within memory only",
    goal: implies(condition, required),
  }));
}

/** What is true of all that is accepted; all that it is true of is accepted. */
function acceptedObligations(
  moment: Moment,
  accepted: Term,
  expected: { position: Term; stream: Term },
  payload: Payload,
): Obligation[] {
  const conditions = recordConditions(moment, expected, payload);
  const begin = add(
    addressOf(moment, expected.position),
    bytesOfSectors(globalOf(moment, "grainSectors")),
  );
  return [
    ...conditions.map(({ claim, goal }) => ({
      claim: `what is accepted ${claim}`,
      goal: implies(accepted, goal),
    })),
    {
      claim: "all of which that is true is accepted",
      goal: implies(all(conditions.map(({ goal }) => goal)), accepted),
    },
    {
      claim: "the payload that is summed follows the header's grain",
      goal: implies(accepted, equal(payload.address, begin)),
    },
  ];
}

/** Each check left out: its branch drops the condition instead. */
function verifyChanges(core: Core): Change[] {
  const { callable } = arbitraryMoment(core.module, functionIn(core, "verify"));
  const checks = [...callable.code!.offsets].filter((at) => core.bytes[at] === BRANCH_IF);
  return checks.map((offset) => ({ what: "br_if → drop", offset, bytes: [DROP, NOP] }));
}

export function verifyTheorem(core: Core = coreOf(coreBytes())): StatedTheorem {
  return coreTheorem(core, {
    id: "rapilog/encode/verify",
    says: "with a placed ring in less than 4 GiB, whatever memory holds: verify accepts at a position exactly what has the magic number, names the stream and the position, has its header's checksum, a kind and a length sound for it, and, if it is a write, its payload's checksum; it answers with the sectors that the record takes, changes nothing and does not trap",
    functions: (core) => new Map([["verify", functionIn(core, "verify")]]),
    ...{ statement: verifyStatement, changes: verifyChanges },
  });
}
