/** What the core writes as a record's header, from any state and for all values of the fields. */
import {
  add,
  constant,
  decide,
  equal,
  FALSE,
  select,
  sub,
  type Term,
  ule,
  zeroExtend,
} from "@ashlar/logic";
import { explore } from "@ashlar/semantics";
import {
  type Obligation,
  type StatedTheorem,
  type Statement,
  same,
} from "../../prove/statement.js";
import { type Change, changesIn } from "../changes.js";
import {
  anyOf,
  arbitraryMoment,
  type Core,
  coreBytes,
  coreOf,
  explored,
  indexOf,
  isMemorySize,
} from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { functionIn } from "../functions.js";
import { GLOBALS, globalOf } from "../globals.js";
import { anyAddress } from "../terms.js";
import { COPY } from "./loops.js";
import { addressOf } from "./places.js";
import { HEADER_BYTES, HEADER_SUM_AT, type Header, headerSum, wordsOf } from "./record.js";
import { replayed } from "./replay.js";
import { isInside, noTrap } from "./round.js";

const GLOBAL_SET = 0x24;
/** Two rounds sum a header; a third is left out, and must be impossible. */
const ROUNDS_MAX = 2;

/** Whether something can hold; only a certificate says no. */
const possibleUnder = (hypotheses: readonly Term[]) => (path: Term, condition: Term) =>
  decide([...hypotheses, path, condition], FALSE).verdict !== "proved";

function sealStatement(core: Core): Statement {
  const { module, bytes } = core;
  const sum = indexOf(module, "checksum");
  const moment = arbitraryMoment(module, functionIn(core, "append"), (callee) =>
    callee === sum ? "body" : undefined,
  );
  const { callable, world, memory, pages } = moment;
  const names = ["kind", "offset", "length", "payloadSum", "sectors"];
  const parameters = callable.type.parameters.map((type, at) => anyOf(names[at]!, type));
  const [kind, offset, length, payloadSum, sectors] = parameters as [Term, Term, Term, Term, Term];
  const position = globalOf(moment, "head");
  const at = addressOf(moment, position);
  const sequence = globalOf(moment, "sequence");
  const header: Header = {
    ...{ kind, stream: globalOf(moment, "stream"), position, sequence, offset, length, payloadSum },
    incarnation: globalOf(moment, "incarnation"),
  };
  const hypotheses = [isMemorySize(pages), isInside(pages, at, constant(32, HEADER_BYTES))];
  const run = explored(
    explore(callable, parameters, world, {
      roundsMax: ROUNDS_MAX,
      isPossible: possibleUnder(hypotheses),
    }),
  );
  const { returned } = run;
  const replay = () => replayed(bytes, COPY);
  if (returned === undefined)
    return { hypotheses, replay, obligations: [{ claim: "it returns", goal: FALSE }] };
  const after = returned.world;
  const globals = [
    ["the sequence grows by one", "sequence", add(sequence, constant(64, 1))],
    ["the head moves by the record's sectors", "head", add(position, zeroExtend(sectors, 64))],
  ] as const;
  return {
    ...{ hypotheses, replay },
    obligations: [
      { claim: "it returns", goal: returned.condition },
      noTrap({ run }),
      ...headerObligations(after.memories[0]!, at, header),
      ...same(globals.map(([claim, name, value]) => [claim, after.globals[GLOBALS[name]]!, value])),
      nothingElse(memory, after.memories[0]!, at),
    ],
  };
}

type Memory = ReturnType<typeof arbitraryMoment>["world"]["memories"][number];

/** The header's words are there, and their checksum behind them. */
function headerObligations(memory: Memory, at: Term, header: Header): Obligation[] {
  const words = wordsOf(header);
  const load = (offset: number) => memory.load(add(at, constant(32, offset)), 8);
  return same([
    ...words.map(
      (word, which) =>
        [`word ${which} of the header is as it must be`, load(8 * which), word] as const,
    ),
    ["the header's checksum is that of its words", load(HEADER_SUM_AT), headerSum(words)],
  ]);
}

function nothingElse(before: Term, after: Memory, at: Term): Obligation {
  const address = anyAddress();
  return {
    claim: "no other byte changes",
    when: [ule(constant(32, HEADER_BYTES), sub(address, at))],
    goal: equal(after.load(address, 1), select(before, address)),
  };
}

/** All that comes before the header's checksum is in its place, one instruction wrong. */
function sealChanges(core: Core): Change[] {
  const { callable } = arbitraryMoment(core.module, functionIn(core, "append"));
  const { offsets } = callable.code!;
  const to = offsets.find((at) => core.bytes[at] === GLOBAL_SET)!;
  return changesIn(core.bytes, callable, { from: 0, to });
}

export function sealTheorem(core: Core = coreOf(coreBytes())): StatedTheorem {
  return coreTheorem(core, {
    id: "rapilog/encode/seal",
    says: "wherever the head is, for all values of the fields: the header written there holds magic, kind, stream, position, sequence, incarnation, offset, length and the payload's checksum, and the checksum of these; no other byte changes; the sequence grows by one, the head by the record; no trap",
    functions: (core) => new Map([["append, with seal in it", functionIn(core, "append")]]),
    ...{ statement: sealStatement, changes: sealChanges },
  });
}
