/**
 * Appending: what `append` does to the watermarks and which bytes it writes, and that it moves the
 * head last. Its callers' theorems know of it what is proved of it here and in `encode/seal`.
 */
import {
  type Assignment,
  add,
  any,
  arrayOf,
  boolean,
  constant,
  equal,
  FALSE,
  implies,
  not,
  select,
  sub,
  type Term,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import { type Callable, explore, type HostCall, TermMemory } from "@ashlar/semantics";
import { watermarks } from "@ashlar/spec";
import { type StatedTheorem, type Statement, same } from "../../prove/statement.js";
import type { Change } from "../changes.js";
import { anyOf, type Core, coreBytes, coreOf, explored, type Moment } from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { isPlacedRing } from "../encode/is-record.js";
import { addressOf } from "../encode/places.js";
import { HEADER_BYTES } from "../encode/record.js";
import { functionIn } from "../functions.js";
import { GLOBAL_NAMES, GLOBALS, type GlobalName, type Globals, globalIn } from "../globals.js";
import { stateChanges } from "../refines/state-changes.js";
import { globalsOf, watermarksIn } from "../refines/watermarks.js";
import { anyAddress, number32 } from "../terms.js";
import { replayedFrom } from "../v8-state.js";
import { momentOf } from "./frames.js";

export const APPEND_PARAMETERS = ["kind", "offset", "length", "payloadSum", "sectors"];
const SECTORS = 4;

/** The globals after a record of so many sectors was appended: two change, and the sequence. */
export function appendedGlobals(
  globals: Globals,
  sectors: Term,
): Partial<Record<GlobalName, Term>> {
  const after = watermarks.advanceHead(watermarksIn(globals), zeroExtend(sectors, 64));
  return {
    ...globalsOf(after, { globals }),
    sequence: add(globalIn(globals, "sequence"), constant(64, 1)),
  };
}

/** Whether an address is in the header of the record at the head. */
export const isInHeader = (moment: Pick<Moment, "globals">, address: Term) =>
  ult(sub(address, addressOf(moment, globalIn(moment.globals, "head"))), number32(HEADER_BYTES));

function appendStatement(core: Core): Statement {
  const moment = momentOf(core, "append");
  const { callable, memory } = moment;
  const parameters = callable.type.parameters.map((type, at) =>
    anyOf(APPEND_PARAMETERS[at]!, type),
  );
  const expected = appendedGlobals(moment.globals, parameters[SECTORS]!);
  const globals = GLOBAL_NAMES.map((name) => expected[name] ?? globalIn(moment.globals, name));
  const byteAt = (address: Term) => select(memory, address);
  const isOpen = (address: Term) => isInHeader(moment, address);
  const effect = { parameters, traps: FALSE, results: [], globals, byteAt, isOpen };
  const { returned, traps } = explored(explore(callable, parameters, moment.world));
  const replay = (state: Assignment) =>
    replayedFrom(
      core,
      functionIn(core, "append"),
      moment,
      { ...effect, watched: [anyAddress()] },
      state,
    );
  const after = returned!.world;
  const byte = after.memories[0]!.load(anyAddress(), 1);
  return {
    hypotheses: isPlacedRing(moment),
    replay,
    obligations: [
      { claim: "it does not trap", goal: not(any(traps.map(({ condition }) => condition))) },
      { claim: "it returns", goal: returned!.condition },
      ...same(
        GLOBAL_NAMES.map((name, at) => [
          `${name} is as it must be afterwards`,
          globalIn(after.globals, name),
          globals[at]!,
        ]),
      ),
      {
        claim: "no byte but the header's changes",
        goal: implies(not(isInHeader(moment, anyAddress())), equal(byte, byteAt(anyAddress()))),
      },
      { claim: "the head moves when all is stored", goal: boolean(movesHeadLast(core, callable)) },
    ],
  };
}

const GLOBAL_SET = 0x24;
const [LOOP, CALL, CALL_INDIRECT, STORE_FIRST, STORE_LAST, BULK] = [3, 16, 17, 0x36, 0x3e, 0xfc];

/** Nothing that writes, calls or goes back stands behind the one instruction that moves the head. */
function movesHeadLast({ bytes }: Core, { code }: Callable): boolean {
  const offsets = [...code!.offsets];
  const moves = offsets.filter((at) => bytes[at] === GLOBAL_SET && bytes[at + 1] === GLOBALS.head);
  const writes = (opcode: number) =>
    [LOOP, CALL, CALL_INDIRECT, BULK].includes(opcode) ||
    (STORE_FIRST <= opcode && opcode <= STORE_LAST);
  const behind = offsets.filter((at) => at > moves[0]!);
  return moves.length === 1 && !behind.some((at) => writes(bytes[at]!));
}

/** The memory and the globals that `append` is called with. */
export interface Sealing {
  readonly byte: Term;
  /** The same byte afterwards. */
  readonly after: Term;
  readonly globals: Globals;
  readonly parameters: readonly Term[];
}

/** Stands for a call of `append`: what is proved of it. */
export function appending(sealings: Sealing[] = []) {
  return ({ parameters, world, assume }: HostCall): Term[] => {
    const before = { globals: world.globals.slice() };
    const byte = world.memories[0]!.load(anyAddress(), 1);
    const memory = variable(`memory after append (${sealings.length})`, arrayOf(32));
    const after = select(memory, anyAddress());
    sealings.push({ byte, after, globals: before.globals, parameters });
    world.memories[0] = TermMemory.of(memory, world.memories[0]!.pages);
    assume(implies(not(isInHeader(before, anyAddress())), equal(after, byte)));
    for (const [name, value] of Object.entries(
      appendedGlobals(before.globals, parameters[SECTORS]!),
    ))
      world.globals[GLOBALS[name as GlobalName]] = value;
    return [];
  };
}

/** What is stored in the header is `encode/seal`'s: here, where it begins, and what follows it. */
function markChanges(core: Core): Change[] {
  const { callable } = momentOf(core, "append");
  const { offsets } = callable.code!;
  const isStore = (at: number) => STORE_FIRST <= core.bytes[at]! && core.bytes[at]! <= STORE_LAST;
  const place = offsets.findIndex((at) => core.bytes[at] === I32_SHL);
  const stored = offsets.findLast(isStore)!;
  return stateChanges(core.bytes, callable).filter(
    ({ offset }) => offset > stored + 2 || (offset <= offsets[place]! && !isTee(core, offset)),
  );
}

const [I32_SHL, LOCAL_TEE] = [0x74, 0x22];
/** The position is kept for the header. */
const isTee = ({ bytes }: Core, offset: number) => bytes[offset - 1] === LOCAL_TEE;

export function appendTheorem(core: Core = coreOf(coreBytes())): StatedTheorem {
  return coreTheorem(core, {
    id: "rapilog/ack/append",
    says: "with a placed ring, from every state: append moves the watermarks as the specification's advanceHead does, counts one record more, and writes no byte but the header at the head; it moves the head last: nothing that writes stands behind that in its code; it does not trap",
    functions: (core) => new Map([["append", functionIn(core, "append")]]),
    statement: appendStatement,
    changes: markChanges,
  });
}
