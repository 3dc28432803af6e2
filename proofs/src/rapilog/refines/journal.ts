/** The next piece of the stream that the journal must hold. */
import {
  add,
  all,
  and,
  equal,
  extract,
  implies,
  ite,
  lshr,
  mul,
  not,
  sub,
  type Term,
  ule,
  ult,
  zeroExtend,
} from "@ashlar/logic";
import { smaller } from "@ashlar/spec";
import type { Obligation } from "../../prove/statement.js";
import { isPlacedRing } from "../encode/is-record.js";
import { addressOf } from "../encode/places.js";
import { isWholeRounds } from "../encode/round.js";
import { globalIn, globalOf } from "../globals.js";
import { number32 } from "../terms.js";
import type { Afterwards, Before, Described, Effect } from "./call.js";

const SECTOR_SHIFT = 9;
const sectorsIn = (bytes: Term) => lshr(bytes, number32(SECTOR_SHIFT));

const partsOf = ({ moment, parameters }: Before) => {
  const [from, limit, bytesMax] = parameters as [Term, Term, Term];
  const [base, sectors] = [globalOf(moment, "base"), globalOf(moment, "ringSectors")];
  const place = and(extract(from, 31, 0), sub(sectors, number32(1)));
  return { from, limit, bytesMax, base, sectors, untilEnd: sub(sectors, place) };
};

/** The smallest of what is left, what the ring has up to its end, and what is asked for. */
function journalNextEffect(before: Before): Effect {
  const { moment } = before;
  const { from, limit, bytesMax, untilEnd } = partsOf(before);
  const isLeft = ult(from, limit);
  const inRing = smaller(sub(limit, from), zeroExtend(untilEnd, 64));
  const sectors = smaller(inRing, zeroExtend(sectorsIn(bytesMax), 64));
  const bytes = mul(extract(sectors, 31, 0), number32(512));
  const pieceAddress = ite(isLeft, addressOf(moment, from), globalOf(moment, "pieceAddress"));
  return {
    results: [ite(isLeft, bytes, number32(0))],
    globals: { pieceAddress },
  };
}

/** What the keeper relies on when it writes the piece. */
function isPieceOfRing(before: Before, { results, world }: Afterwards): readonly Obligation[] {
  const { from, limit, bytesMax, base, sectors } = partsOf(before);
  const bytes = results[0]!;
  const start = globalIn(world.globals, "pieceAddress");
  const ringBytes = mul(sectors, number32(512));
  const isPiece = not(equal(bytes, number32(0)));
  const end = add(sub(start, base), bytes);
  const isAskedFor = all([ult(from, limit), ule(number32(512), bytesMax)]);
  const claims: Obligation[] = [
    { claim: "a piece is whole sectors", goal: isWholeRounds(bytes, SECTOR_SHIFT) },
    { claim: "a piece is no longer than asked for", goal: ule(bytes, bytesMax) },
    {
      claim: "a piece lies in the ring's memory",
      goal: implies(isPiece, and(ule(sub(start, base), end), ule(end, ringBytes))),
    },
    {
      claim: "a piece ends at the limit at the latest",
      goal: implies(isPiece, ule(zeroExtend(sectorsIn(bytes), 64), sub(limit, from))),
    },
    {
      claim: "there is a piece exactly if something is left and a sector is asked for",
      goal: equal(isPiece, isAskedFor),
    },
  ];
  const when = isPlacedRing(before.moment);
  return claims.map((claim) => ({ ...claim, when }));
}

export const JOURNAL_NEXT: Described = {
  name: "journalNext",
  says: "from every state: journalNext(from, limit, bytesMax) names the bytes from where the stream's position `from` stands up to the limit, the ring's end or bytesMax, whichever is first, and changes nothing else; it does not trap. If the ring is placed as configure demands, the piece is whole sectors of the ring's memory, at most bytesMax, and there is one exactly if something is left and a sector is asked for",
  parameters: ["from", "limit", "bytesMax"],
  effectOf: journalNextEffect,
  more: isPieceOfRing,
};
