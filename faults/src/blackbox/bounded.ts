/** A target whose requests do not wait for ever. */
import { setTimeout as sleep } from "node:timers/promises";
import { RequestFailed, type Target, TargetGone } from "./target.js";

const FLUSHES_MAX = 5;

type Requests = Pick<Target, "read" | "flush">;

/** Reading and flushing, given up after a time. */
export function bounded(target: Requests, patience_ms: number): Requests {
  return {
    read: (offset, length) => within(patience_ms, target.read(offset, length)),
    flush: () => within(patience_ms, target.flush()),
  };
}

/** Flushes, a few times where it is answered with an error: one alone may pass. Returns why it
 * cannot be done. */
export async function flushTried(
  target: Requests,
  patience_ms: number,
): Promise<string | undefined> {
  let why = "";
  for (let attempt = 0; attempt < FLUSHES_MAX; attempt++)
    try {
      await bounded(target, patience_ms).flush();
      return undefined;
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error;
      why = `it cannot be flushed: ${error.message}`;
    }
  return why;
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
