/** A target whose requests do not wait for ever. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Target, TargetGone } from "./target.js";

type Requests = Pick<Target, "read" | "flush">;

/** Reading and flushing, given up after a time. */
export function bounded(target: Requests, patience_ms: number): Requests {
  return {
    read: (offset, length) => within(patience_ms, target.read(offset, length)),
    flush: () => within(patience_ms, target.flush()),
  };
}

async function within<T>(patience_ms: number, reply: Promise<T>): Promise<T> {
  const late = new AbortController();
  const timeout = sleep(patience_ms, undefined, { signal: late.signal }).then(() => {
    reply.catch(() => undefined); // Whoever closes the target makes it fail.
    throw new TargetGone(`no answer within ${patience_ms} ms`);
  });
  timeout.catch(() => undefined);
  return Promise.race([reply, timeout]).finally(() => late.abort());
}
