/** The failures themselves: each hits a subject under load and returns how exactly. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "@ashlar/rapilog/random";
import { failPower } from "../demo/crashes.js";
import { waitFor } from "../system/command.js";
import type { FailureName } from "./failures.js";
import type { Subject } from "./subject.js";

const COMMIT_PATIENCE_MS = 120_000;
/** How long a killed server stays away at most. */
const AWAY_MS_MAX = 500;
/** Clients go on for this many commits after what they must not notice. */
const COMMITS_AFTER = 5;
/** And for this long at most before the power is gone. */
const LAST_MS_MAX = 300;

/** Waits for more commits; returns early where a client has ended. */
export async function moreCommits({ ledger }: Subject, count: number): Promise<void> {
  const aim = ledger.acknowledged + count;
  const enough = () => ledger.acknowledged >= aim || ledger.errors.length > 0;
  await waitFor(`${count} commits`, COMMIT_PATIENCE_MS, enough);
}

const HARMS: Record<FailureName, (subject: Subject, random: Random) => Promise<string>> = {
  "server-kill": async (subject, random) => {
    const away_ms = random.below(AWAY_MS_MAX);
    await subject.service.killServer();
    await sleep(away_ms);
    await subject.service.start();
    await moreCommits(subject, COMMITS_AFTER);
    await subject.ledger.finish();
    return `away for ${away_ms} ms`;
  },

  "keeper-kill": async (subject) => {
    const isThere = subject.options.mode !== "unsafe";
    if (isThere) await subject.service.killKeeper();
    await moreCommits(subject, COMMITS_AFTER);
    await subject.ledger.finish();
    return isThere ? "" : "there is none";
  },

  "database-kill": async ({ ledger, machine }) => {
    ledger.expectEnd();
    await machine.killDatabase();
    await ledger.kill();
    return "";
  },

  "guest-crash": async ({ ledger, machine }, random) => {
    ledger.expectEnd();
    const how = await machine.crash(random);
    await ledger.kill();
    return how;
  },

  "power-warning": async (subject, random) => {
    subject.ledger.expectEnd();
    await subject.rememberPlatter();
    const flushed = await warn(subject, random);
    return `${flushed}, ${await subject.failPower(random)}`;
  },

  "power-sudden": async (subject, random) => {
    subject.ledger.expectEnd();
    await subject.rememberPlatter();
    await moreCommits(subject, COMMITS_AFTER);
    await sleep(random.below(LAST_MS_MAX));
    return subject.failPower(random);
  },
};

/** Either the keeper is asked and says when the journal has everything; or it gets the signal,
 * and exactly as long as the power holds nobody asks. Nobody hears it in an unsafe service. */
async function warn(subject: Subject, random: Random): Promise<string> {
  const { mode, holdUp_ms } = subject.options;
  if (mode === "unsafe") {
    await moreCommits(subject, COMMITS_AFTER);
    return "not heard";
  }
  if (random.chance(0.5)) {
    process.kill(subject.service.keeperPid, "SIGPWR");
    await sleep(holdUp_ms);
    return `${holdUp_ms} ms after SIGPWR`;
  }
  const { flush_ms } = await failPower(subject.service);
  return `flushed in ${flush_ms.toFixed(1)} ms`;
}

/** Does it, at this instant. */
export function harm(subject: Subject, failure: FailureName, random: Random): Promise<string> {
  return HARMS[failure](subject, random);
}
