/** The theorems that each entry keeps the invariants of the specification. */
import { exhibitOf } from "../../../prove/exhibit.js";
import { proveStatement, type StatedTheorem } from "../../../prove/statement.js";
import { ENTRIES, type Entry } from "../entries.js";
import { familyOf } from "./families.js";
import { keptStatement } from "./kept.js";

/** Queues and who waits in them. */
const isAboutThreads = (claim: string) => ["threads", "bits"].includes(familyOf(claim));

function keptTheorem(entry: Entry): StatedTheorem {
  const statement = () => keptStatement(entry, (claim) => !isAboutThreads(claim));
  return {
    id: `spec/invariants/${entry.name}`,
    says: `whatever the state was, ${entry.what} leaves what is said of pages, capabilities, references and page tables as true as it was`,
    statement,
    prove: () => proveStatement(statement),
    mutants: () => [],
    exhibit: () => exhibitOf(statement),
  };
}

const STATED: readonly string[] = [
  "cnodeCopy",
  "cnodeMint",
  "cnodeMove",
  "cnodeDelete",
  "indirectionCreate",
  "threadConfigure",
];

export const invariantTheorems = (): StatedTheorem[] =>
  ENTRIES.filter(({ name }) => STATED.includes(name)).map(keptTheorem);

/** Entries of which nothing is stated yet. */
export const withoutTheorem = ENTRIES.filter(({ name }) => !STATED.includes(name)).map(
  ({ name }) => name,
);
