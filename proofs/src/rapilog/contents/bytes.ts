/** Bytes: those of the ring that may still be read, and those that a write was given. */
import {
  add,
  all,
  bitVector,
  equal,
  extract,
  implies,
  lshr,
  mul,
  not,
  select,
  sub,
  type Term,
  ule,
  ult,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import type { HostCall, World } from "@ashlar/semantics";
import type { Obligation } from "../../prove/statement.js";
import { isBesideTables } from "../ack/tables.js";
import type { Moment } from "../core.js";
import { placeOf } from "../encode/places.js";
import { type Globals, globalIn, globalOf } from "../globals.js";
import { windowOf } from "../overlay/entry.js";
import { anyAddress, number32, number64 } from "../terms.js";
import { anySector } from "./sector.js";

/** A byte of a sector. */
const anyByte = () => zeroExtend(variable("any byte", bitVector(9)), 32);
const anyPosition = () => variable("any position", bitVector(64));

/** That the arbitrary address is that byte's, of what stands at a position. */
export const isAt = (globals: Globals, position: Term) =>
  equal(anyAddress(), add(placeOf(globals, position), anyByte()));

export const byteIn = (world: World, address = anyAddress()) => world.memories[0]!.load(address, 1);

/** That bytes of the ring that may be read before and after are the same. */
export function ringStays(moment: Moment, condition: Term, world: World): Obligation {
  const { globals, memory } = moment;
  const position = anyPosition();
  const isHeld = [
    ule(windowOf(world.globals).from, position),
    ult(position, globalIn(globals, "head")),
  ];
  return {
    claim: "of what stands in the ring and may still be read, no byte changes",
    goal: equal(byteIn(world), select(memory, anyAddress())),
    when: [condition, ...isHeld, isAt(globals, position)],
  };
}

/** The byte of the sector that a write was given, by where its bytes lie. */
export function givenByte(offset: Term, source: Term): Term {
  const sector = sub(anySector(), lshr(offset, number64(9)));
  return add(add(source, mul(extract(sector, 31, 0), number32(512))), anyByte());
}

/** That an address is no part of ring and tables. */
export function isElsewhere(moment: Moment, address: Term): Term {
  const ringBytes = mul(globalOf(moment, "ringSectors"), number32(512));
  const isInRing = ult(sub(address, globalOf(moment, "base")), ringBytes);
  return all([isBesideTables(moment, address), not(isInRing)]);
}

/** Another arbitrary address: whose byte is given. */
export const givenAddress = () => variable("the given byte's address", bitVector(32));

/** A call that leaves alone all that is no part of ring and tables. */
export function leavesElsewhere(moment: Moment, call: HostCall, act: () => Term[]): Term[] {
  const before = byteIn(call.world, givenAddress());
  const results = act();
  const stays = equal(byteIn(call.world, givenAddress()), before);
  call.assume(implies(isElsewhere(moment, givenAddress()), stays));
  return results;
}
