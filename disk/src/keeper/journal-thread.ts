/**
 * The journal thread: a synchronous loop around `JournalWriter`, asleep when there is nothing to
 * do. It never waits for anything but the journal's device: no allocation of note, no promise,
 * no message, so that from the power signal to the first write there is only a futex.
 */
import { parentPort } from "node:worker_threads";
import { SECTOR_BYTES } from "@ashlar/rapilog/format";
import { type BackingSpec, openBacking } from "../backing/index.js";
import { Journal } from "../journal/index.js";
import {
  addressOf,
  monotonic_ns,
  openFifo,
  raisePriority,
  threadClock,
  tightenTimers,
  wakeFifo,
} from "../linux/index.js";
import { CONTROL_BYTES, openVault, Power, unenteredRing, vaultPaths } from "../vault/index.js";
import { Bells } from "./bells.js";
import { stampDisk } from "./home-stamp.js";
import { JournalWriter } from "./journal-writer.js";
import { Shared } from "./shared.js";
import { threadData } from "./threads.js";
import { OperationTimes } from "./worst.js";

const SLEEP_MS = 1000;
/** While there are pages to enter: on one processor others must run in between, above all the main
 * thread, which hears of the power. */
const ENTERING_PAUSE_MS = 1;
/** How long acknowledged data may wait for company before a sync. Each step costs a third of a
 * millisecond of processor time, whatever it writes: with 4 instead of 8 ms eight clients of a
 * database had 98 to 107 µs of service per transaction instead of 81. */
const GROUP_NS = 8_000_000n;
const BACK_OFF_MS_MAX = 1000;

const data = await threadData();
const shared = new Shared(data.shared);
const vault = openVault(data.options.vaultDirectory);
const { memory, control } = vault.mapAlone({ populate: false });
const unentered = unenteredRing(memory, 0, control);
const bells = new Bells(memory, 0, control);
const wake = openFifo(vaultPaths(data.options.vaultDirectory).wake);
/** A flush waits for the CPU after each of its operations: late wake-ups in a row are counted as
 * rows, too. */
const scheduling = new OperationTimes();

function openJournal(spec: BackingSpec): Journal {
  return Journal.open(openBacking(spec), spec.path);
}

const writer = new JournalWriter({
  journal: openJournal(data.journal),
  spare: data.spare && openJournal(data.spare),
  control,
  ring: addressOf(new Uint8Array(memory.buffer)) + CONTROL_BYTES,
  geometry: vault.geometry,
  shared,
  clock: threadClock(),
  stampHome: () => stampDisk(data.options.disk.path),
  wakeServer: () => {
    if (control.get("hungry") === 1n) wakeFifo(wake);
  },
  wakeHome: () => bells.wakeHome(),
});

function stopping(): boolean {
  return shared.get("stop") === 1n;
}

/** The main thread rings now and then and says when; only who was asleep can tell the latency. */
function noteDrill(lastDrill_ns: bigint): void {
  const drill_ns = shared.get("drill_ns");
  if (drill_ns === lastDrill_ns) return;
  const beyond_ns = scheduling.record(Number(monotonic_ns() - drill_ns));
  shared.set("scheduling_ns", BigInt(Math.round(scheduling.typical)));
  shared.raise("schedulingStall_ns", BigInt(Math.round(beyond_ns)));
}

function rest(): void {
  const pause_ms = unentered.enter() ? ENTERING_PAUSE_MS : SLEEP_MS;
  const drill_ns = shared.get("drill_ns");
  bells.sleepJournal(pause_ms, () => writer.busy || stopping());
  noteDrill(drill_ns);
}

/** Whether a sync must not wait for company: half of the budget is used up, clients wait for a
 * watermark, the power fails. */
function isUrgent(): boolean {
  if (control.get("power") !== Power.normal || stopping()) return true;
  if (control.get("hungry") === 1n) return true;
  const pending_bytes = (control.get("head") - control.get("journaled")) * BigInt(SECTOR_BYTES);
  return pending_bytes >= control.get("budgetBytes") / 2n;
}

/** Where the budget covers what is pending, a sync waits a little so that more can share it. The
 * server rings when it becomes urgent; the main thread rings now and then for other reasons. */
function gatherGroup(): void {
  const until_ns = monotonic_ns() + GROUP_NS;
  while (!isUrgent()) {
    const left_ns = until_ns - monotonic_ns();
    if (left_ns <= 0n) return;
    bells.gatherJournal(Number(left_ns) / 1e6, isUrgent);
  }
}

/** Failing devices are asked again soon, and at once when the power is failing. */
function backOff(): void {
  const failing = control.get("power") === Power.failing;
  const pause_ms = failing ? 1 : Math.min(BACK_OFF_MS_MAX, 5 * 2 ** writer.failures);
  bells.pauseJournal(pause_ms);
}

function run(): void {
  raisePriority();
  tightenTimers();
  while (!stopping()) {
    shared.set("journalBeat_ns", monotonic_ns());
    if (!writer.busy) {
      rest();
      continue;
    }
    gatherGroup();
    if (writer.step() === "failed") backOff();
  }
  writer.close();
}

parentPort?.postMessage("ready");
run();
