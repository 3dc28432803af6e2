/** What `write` makes of one arbitrary sector: before the loop that copies the payload, and after. */
import {
  add,
  all,
  equal,
  FALSE,
  isNonzero,
  select,
  type Term,
  TRUE,
  zeroExtend,
} from "@ashlar/logic";
import { explore, exploreFrom, localTypes, loopsOf, type World } from "@ashlar/semantics";
import { contents, type Version, watermarks } from "@ashlar/spec";
import type { Obligation, Statement } from "../../prove/statement.js";
import { momentOf } from "../ack/frames.js";
import { recordSectors } from "../ack/log.js";
import { isReady, rolesOf } from "../ack/write-parts.js";
import { anyOf, type Core, explored, type Moment } from "../core.js";
import { isInside } from "../encode/round.js";
import { type Globals, globalIn, globalOf } from "../globals.js";
import { ringSectorsOf, watermarksIn } from "../refines/watermarks.js";
import { anyAddress } from "../terms.js";
import { byteIn, givenAddress, givenByte, isAt, isElsewhere, ringStays } from "./bytes.js";
import { contracts } from "./contracts.js";
import { agreesAfter, isKnowing, needs } from "./log.js";
import { isFitting, noteFit, startNoting } from "./noted.js";
import { anySector, anyVersion, enteringOf, isOver, wide } from "./sector.js";

const { ADMITTED } = watermarks;

function momentOfWrite(core: Core) {
  const moment = momentOf(core, "write", (moment) => ({
    ...contracts(core)(moment),
    appendPad: "body",
  }));
  startNoting(moment);
  return { moment, cut: loopsOf(moment.callable)[0]!.label };
}

/** History, when a write has been appended at a position. */
function writtenAt(globals: Globals, offset: Term, length: Term, position: Term): Version {
  const payload = add(position, wide(globalIn(globals, "grainSectors")));
  const stretch = { offset, length: zeroExtend(length, 64), position: payload };
  return contents.touched(anyVersion(), enteringOf(stretch, FALSE));
}

/** Where a record of so many sectors begins: behind a pad, if it needs one. */
export function beginOf({ globals }: Moment, sectors: Term): Term {
  const [state, ring] = [watermarksIn(globals), ringSectorsOf(globals)];
  return add(state.head, watermarks.padBefore(state, wide(sectors), ring));
}

export function writeStartStatement(core: Core): Statement {
  const { moment, cut } = momentOfWrite(core);
  const { callable, globals, pages } = moment;
  const names = ["offset", "length", "source"];
  const parameters = callable.type.parameters.map((type, at) => anyOf(names[at]!, type));
  const [offset, length, source] = parameters as [Term, Term, Term];
  const run = explored(explore(callable, parameters, moment.world, { cuts: [cut] }));
  const hypotheses = [...isKnowing(moment), isInside(pages, source, length)];
  const [head] = run.reached;
  const { returned } = run;
  if (returned === undefined || head === undefined)
    return { hypotheses, obligations: [{ claim: "it returns or copies", goal: FALSE }] };
  const { condition, world } = returned;
  const result = returned.results[0]!;
  const isAppended = all([condition, equal(result, ADMITTED)]);
  const isRefused = all([condition, isNonzero(result)]);
  const begin = beginOf(moment, recordSectors(moment, length));
  const written = writtenAt(globals, offset, length, begin);
  return {
    hypotheses,
    obligations: [
      ...needs(run),
      ...agreesAfter(moment, head.condition, head.world, anyVersion()),
      ringStays(moment, head.condition, head.world),
      {
        claim: "there is room for the stretch in the overlay",
        goal: isFitting(head.world, [offset, wide(length)]),
        when: [head.condition],
      },
      {
        claim: "the bytes that were given are as they were",
        goal: equal(byteIn(head.world, givenAddress()), select(moment.memory, givenAddress())),
        when: [head.condition, isElsewhere(moment, givenAddress())],
      },
      ...agreesAfter(moment, isRefused, world, anyVersion()),
      ...agreesAfter(moment, isAppended, world, written),
      ringStays(moment, isAppended, world),
      isGiven(moment, isAppended, world, written, { offset, length, source }),
    ],
  };
}

/** Where the newest version stands, the ring has the bytes that were given. */
function isGiven(
  moment: Moment,
  condition: Term,
  world: World,
  { position }: Version,
  { offset, length, source }: { offset: Term; length: Term; source: Term },
): Obligation {
  return {
    claim: "where the newest version stands are the bytes that were given",
    goal: equal(byteIn(world), select(moment.memory, givenAddress())),
    when: [
      condition,
      isOver(offset, zeroExtend(length, 64), anySector()),
      isAt(moment.globals, position),
      equal(givenAddress(), givenByte(offset, source)),
      isElsewhere(moment, givenAddress()),
    ],
  };
}

export function writeEndStatement(core: Core): Statement {
  const { moment, cut } = momentOfWrite(core);
  const { callable, globals, pages } = moment;
  const locals = localTypes(callable).map((type, at) => anyOf(`local ${at}`, type));
  noteFit(moment.world, TRUE, [locals[0]!, wide(locals[1]!)]);
  const run = explored(
    exploreFrom(callable, { label: cut, locals, stack: [] }, moment.world, { cuts: [cut] }),
  );
  const { offset, length, target, at } = rolesOf(locals);
  const ready = isReady(globals, pages, locals).map(([, holds]) => holds);
  const hypotheses = [...isKnowing(moment), ...ready, equal(at, length)];
  if (run.returned === undefined)
    return { hypotheses, obligations: [{ claim: "it returns", goal: FALSE }] };
  const { condition, world } = run.returned;
  const written = writtenAt(globals, offset, length, globalOf(moment, "head"));
  return {
    hypotheses,
    obligations: [
      ...needs(run),
      ...agreesAfter(moment, condition, world, written),
      ringStays(moment, condition, world),
      {
        claim: "the newest version stands where its bytes were copied",
        goal: equal(anyAddress(), givenByte(offset, target)),
        when: [
          condition,
          isOver(offset, zeroExtend(length, 64), anySector()),
          isAt(globals, written.position),
        ],
      },
    ],
  };
}
