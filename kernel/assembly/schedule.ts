/** Who runs: `spec/src/kernel/schedule.ts`. The thread that runs is in no queue. */
import { DONE, READY } from "../src/interface";
import {
  DOMAIN_MAP,
  DOMAIN_MASK,
  KERNEL,
  KERNEL_CURRENT,
  KERNEL_DOMAIN,
  KERNEL_FIRST_DOMAIN,
  KERNEL_LAST_DOMAIN,
  QUEUE_BITS,
  THREAD_DOMAIN,
  THREAD_PRIORITY,
  THREAD_STATE,
} from "../src/layout";
import { enter } from "./address-space";
import * as machine from "./machine";
import { objectAt } from "./page-info";
import { append, headOf, remove } from "./queue";

export function current(): u32 {
  return load<u32>(KERNEL + KERNEL_CURRENT);
}

function setCurrent(thread: u32): void {
  store<u32>(KERNEL + KERNEL_CURRENT, thread);
}

/** A thread runs from now on, in its address space. */
export function run(thread: u32): void {
  setCurrent(thread);
  enter(thread);
}

export function runningDomain(): u32 {
  return load<u32>(KERNEL + KERNEL_DOMAIN);
}

export function stateOf(thread: u32): u32 {
  return load<u8>(objectAt(thread) + THREAD_STATE);
}

export function setState(thread: u32, state: u32): void {
  store<u8>(objectAt(thread) + THREAD_STATE, state);
}

export function priorityOf(thread: u32): u32 {
  return load<u8>(objectAt(thread) + THREAD_PRIORITY);
}

export function domainOf(thread: u32): u32 {
  return load<u32>(objectAt(thread) + THREAD_DOMAIN);
}

function readyQueueAt(domain: u32, priority: u32): u32 {
  return objectAt(domain) + (priority << QUEUE_BITS);
}

/** A bit for each priority with a thread that is ready. */
function mapOf(domain: u32): u64 {
  return load<u64>(objectAt(domain), DOMAIN_MAP);
}

function setMap(domain: u32, map: u64): void {
  store<u64>(objectAt(domain), map, DOMAIN_MAP);
}

/** The highest priority in a map that is not empty. */
function highest(map: u64): u32 {
  return 63 - <u32>clz(map);
}

/** A thread becomes ready, and waits for its turn. */
export function enqueue(thread: u32): void {
  const domain = domainOf(thread);
  const priority = priorityOf(thread);
  append(readyQueueAt(domain, priority), domain, thread);
  setState(thread, READY);
  setMap(domain, mapOf(domain) | ((<u64>1) << priority));
}

/** A thread that is ready leaves its queue. */
export function dequeue(thread: u32): void {
  const domain = domainOf(thread);
  const priority = priorityOf(thread);
  const queue = readyQueueAt(domain, priority);
  remove(queue, thread);
  if (headOf(queue) == 0) setMap(domain, mapOf(domain) & ~((<u64>1) << priority));
}

/** Nobody runs: who is next does, if anybody is ready. */
export function schedule(): void {
  const domain = runningDomain();
  const map = mapOf(domain);
  if (map == 0) {
    setCurrent(0);
    return;
  }
  const next = headOf(readyQueueAt(domain, highest(map)));
  dequeue(next);
  run(next);
}

/** The thread that runs waits for its next turn. */
export function yieldTurn(): u64 {
  enqueue(current());
  schedule();
  return DONE;
}

/** A thread runs at once, whoever is ready. */
export function runNow(thread: u32): void {
  setState(thread, READY);
  run(thread);
}

/** Who ran blocked just now: `thread` runs if it may and is the most important, or else who is. */
export function handOver(thread: u32): void {
  const domain = runningDomain();
  const map = mapOf(domain);
  if (domainOf(thread) == domain && (map == 0 || priorityOf(thread) >= highest(map))) {
    runNow(thread);
    return;
  }
  queueUp(thread);
}

function queueUp(thread: u32): void {
  enqueue(thread);
  schedule();
}

/** A thread may go on: at once if it is more important than who runs. */
export function wake(thread: u32): void {
  const running = current();
  if (
    running != 0 &&
    domainOf(thread) == domainOf(running) &&
    priorityOf(thread) > priorityOf(running)
  ) {
    enqueue(running);
    runNow(thread);
  } else {
    enqueue(thread);
  }
}

/** A source of interrupts is on or off in turns of a domain: in this one from now on. */
export function setSource(domain: u32, source: u32, isOn: bool): void {
  const at = objectAt(domain) + DOMAIN_MASK;
  const bit = (<u64>1) << source;
  const mask = load<u64>(at);
  store<u64>(at, isOn ? mask | bit : mask & ~bit);
  if (domain == runningDomain()) machine.setInterrupts(load<u64>(at));
}

/** A domain's turn begins: its devices may interrupt, for one slice of time. */
export function begin(domain: u32): void {
  store<u32>(KERNEL + KERNEL_DOMAIN, domain);
  machine.setInterrupts(load<u64>(objectAt(domain) + DOMAIN_MASK));
  machine.armTimer();
}

/** A tick of the timer: the next domain's turn, and in each the next thread's. */
export function timer(): void {
  const domain = runningDomain();
  const isLast = domain >= load<u32>(KERNEL + KERNEL_LAST_DOMAIN);
  if (current() != 0) enqueue(current());
  begin(isLast ? load<u32>(KERNEL + KERNEL_FIRST_DOMAIN) : domain + 1);
  schedule();
}
