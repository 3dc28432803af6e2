/**
 * Tries every rule on a server. **It overwrites data in the export**, wherever it likes.
 *
 * Each rule has connections of its own, so that one failure does not spoil the next rule.
 */
import { parseAddress } from "../client/address.js";
import { cacheRules } from "./cache-rules.js";
import { commandRules } from "./command-rules.js";
import { exportNameRules } from "./export-name-rules.js";
import { flushRules } from "./flush-rules.js";
import { framingRules } from "./framing-rules.js";
import { handshakeRules } from "./handshake-rules.js";
import { infoRules } from "./info-rules.js";
import { metaContextRules } from "./meta-context-rules.js";
import { optionRules } from "./option-rules.js";
import { Probe, type Target } from "./probe.js";
import { rangeRules } from "./range-rules.js";
import { readRules } from "./read-rules.js";
import { type Level, NotOffered, type Rule, Violation } from "./rule.js";
import { sizeRules } from "./size-rules.js";
import { statusRules } from "./status-rules.js";
import { structuredRules } from "./structured-rules.js";
import { tlsRules } from "./tls-rules.js";
import { writeRules } from "./write-rules.js";

export type Verdict = "pass" | "fail" | "skip";

export interface Result {
  id: string;
  section: string;
  level: Level;
  statement: string;
  verdict: Verdict;
  /** Why it fails or is skipped. */
  detail: string;
}

export interface RunOptions {
  /** Only rules whose id matches. */
  filter?: RegExp;
  /** How long one rule may take; a server that does not answer fails. */
  timeout_ms?: number;
  tls?: Target["tls"];
  /** Called after each rule. */
  onResult?(result: Result): void;
}

/** Every rule, in the order of the document. */
export const rules: readonly Rule[] = [
  ...handshakeRules,
  ...optionRules,
  ...exportNameRules,
  ...infoRules,
  ...sizeRules,
  ...structuredRules,
  ...metaContextRules,
  ...tlsRules,
  ...framingRules,
  ...commandRules,
  ...readRules,
  ...cacheRules,
  ...writeRules,
  ...flushRules,
  ...rangeRules,
  ...statusRules,
];

const TIMEOUT_MS = 10_000;

async function limited(work: Promise<void>, timeout_ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Violation(`no answer within ${timeout_ms} ms`);
    timer = setTimeout(() => reject(error), timeout_ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function describe(error: unknown): string {
  if (error instanceof Violation) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

async function tryRule(rule: Rule, target: Target, timeout_ms: number): Promise<Result> {
  const { id, section, level, statement } = rule;
  const probe = new Probe(target);
  const work = rule.run(probe);
  // After the time is up the rule's connections are closed under it; what it says then is late.
  work.catch(() => {});
  let verdict: Verdict = "pass";
  let detail = "";
  try {
    await limited(work, timeout_ms);
  } catch (error) {
    verdict = error instanceof NotOffered ? "skip" : "fail";
    detail = error instanceof NotOffered ? error.message : describe(error);
  } finally {
    probe.close();
  }
  return { id, section, level, statement, verdict, detail };
}

/** Tries the rules on the server at `address` (see `parseAddress`); throws only if it cannot be
 * reached at all. */
export async function runConformance(address: string, options: RunOptions = {}): Promise<Result[]> {
  const target: Target = { address: parseAddress(address) };
  if (options.tls !== undefined) target.tls = options.tls;
  const reachable = new Probe(target);
  await reachable.connection();
  reachable.close();
  const results: Result[] = [];
  for (const rule of rules) {
    if (options.filter !== undefined && !options.filter.test(rule.id)) continue;
    const result = await tryRule(rule, target, options.timeout_ms ?? TIMEOUT_MS);
    results.push(result);
    options.onResult?.(result);
  }
  return results;
}
