/** Sectors that are no longer what anybody wrote: changed bits, or cut inside of a sector. */
import { analyse, type Candidate, type Damage } from "./damage.js";
import type { Finding } from "./finding.js";
import type { Case } from "./judge.js";
import { covers, nameOf, type Write } from "./operation.js";
import { SECTOR_BYTES, sectorOf } from "./sector.js";

/** What a sector could hold; undefined: nothing yet. */
type Holder = Write | undefined;
const BLANK = Buffer.alloc(SECTOR_BYTES);

/** One finding per record that was hurt; notes which of the cycle's writes that were. */
export function judgeDamage(one: Case, hurt: Set<number>): Finding[] {
  const { history, survey, missing } = one;
  const findings = new Map<string, Finding>();
  for (const { sector, bytes } of survey.damaged) {
    const damage = analyse(bytes, candidatesFor(one, sector));
    const victim = victimOf(damage);
    const index = victim && history.indexOf(victim);
    if (index !== undefined) hurt.add(index);
    const finding = describe(damage, victim, history.cycle, sector);
    const key = `${finding.kind}, ${victim && nameOf(victim)}`;
    const known = findings.get(key);
    if (known !== undefined) known.sectors += 1;
    else findings.set(key, finding);
    // The rest of a write that was cut is the same failure.
    if (index !== undefined && damage.kind === "cut") missing.lost.delete(index);
  }
  return [...findings.values()];
}

function candidatesFor({ history, survey, cover }: Case, sector: number): Candidate<Holder>[] {
  const candidate = (write: Write): Candidate<Holder> => ({
    bytes: sectorOf(survey.run, write, sector - write.sector),
    of: write,
  });
  const base = survey.baseline.originOf(sector);
  const writes = [...cover.ofSector(sector)].map((index) => history.writes[index]!.operation);
  // A record that flew here before is the origin, too, but it cannot be made again for this place.
  const known = base !== undefined && covers(base, sector) ? [base, ...writes] : writes;
  return [{ bytes: BLANK, of: undefined }, ...known.map(candidate)];
}

/** The newer of the two that a cut joins; what is nearest to changed bits. */
function victimOf(damage: Damage<Holder>): Holder {
  if (damage.kind === "changed") return damage.nearest;
  const { head, tail } = damage;
  if (head === undefined || tail === undefined) return head ?? tail;
  const newer = head.cycle - tail.cycle || head.issued_us - tail.issued_us;
  return newer >= 0 ? head : tail;
}

function describe(damage: Damage<Holder>, victim: Holder, cycle: number, sector: number): Finding {
  const what =
    damage.kind === "cut"
      ? `cut after ${damage.bytes} bytes of sector ${sector}`
      : `${damage.bits} bits of sector ${sector} changed`;
  return {
    kind: damage.kind === "cut" ? "shorn-write" : "bit-corruption",
    cycle,
    lba: sector,
    sectors: 1,
    detail: victim === undefined ? `never written: ${what}` : `${nameOf(victim)}: ${what}`,
    ...(victim && {
      operation: { cycle: victim.cycle, worker: victim.worker, number: victim.number },
    }),
  };
}
