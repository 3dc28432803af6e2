/** Calls that only read the state, or keep one number. */
import { type GlobalName, globalOf } from "../globals.js";
import type { Described } from "./call.js";

const reads = (name: string, global: GlobalName, what: string): Described => ({
  name,
  says: `from every state: ${name}() returns ${what} and changes nothing; it does not trap`,
  parameters: [],
  effectOf: ({ moment }) => ({ results: [globalOf(moment, global)] }),
});

export const PLAIN: readonly Described[] = [
  reads("acknowledged", "acknowledged", "the specification's acknowledged"),
  reads("head", "head", "the specification's head"),
  reads("sequence", "sequence", "how many records the stream has had"),
  reads("journalAddress", "pieceAddress", "where the piece that journalNext named lies"),
  reads("planPosition", "planPosition", "where the batch at hand ends"),
  reads("planOffset", "planOffset", "where the run or range at hand starts"),
  reads("planLength", "planLength", "the length of the range at hand"),
  reads("planTaken", "planCursor", "how many fragments the runs so far have taken up"),
  reads("planFragments", "fragmentCount", "how many fragments the batch has"),
  reads("planIncarnation", "planIncarnation", "the incarnation of the last record taken up"),
  {
    name: "planAttach",
    says: "from every state: planAttach(stream) names the stream whose records count, and changes nothing else; it does not trap",
    parameters: ["stream"],
    effectOf: ({ parameters: [stream] }) => ({ globals: { planStream: stream! } }),
  },
];
