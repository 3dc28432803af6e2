/**
 * Running other programs: to their end (`run`), or beside us until they are stopped (`Service`).
 *
 * Services get a session of their own, so that Ctrl-C on the terminal reaches only us and the
 * clean-up takes them down in the right order.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface RunOptions {
  input?: string;
  timeout_ms?: number;
  env?: Record<string, string>;
  /** Whom to run as; only root can choose. */
  user?: { uid: number; gid: number } | undefined;
  cwd?: string;
}

/** A program that ended with a status other than 0, with the end of what it said. */
export class CommandFailed extends Error {
  constructor(
    readonly command: string,
    readonly status: string,
    readonly output: string,
  ) {
    super(`${command} ended with ${status}: ${output.trim().slice(-600) || "it said nothing"}`);
    this.name = "CommandFailed";
  }
}

/** Runs a program to its end and returns its standard output; throws where it fails. */
export function run(
  command: string,
  parameters: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, LC_ALL: "C", ...options.env },
      ...options.user,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      detached: true,
    });
    const timer = setTimeout(() => killGroup(child.pid), options.timeout_ms ?? 120_000);
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      errors += text;
    });
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(output);
      else reject(new CommandFailed(command, signal ?? `status ${code}`, errors || output));
    });
    child.stdin.on("error", () => undefined); // It ended without reading: its status says why.
    child.stdin.end(options.input ?? "");
  });
}

const LOG_TAIL_CHARACTERS = 8000;

export interface ServiceOptions extends Omit<RunOptions, "input" | "timeout_ms"> {
  /** Where its output goes. */
  log: string;
}

/** A program that runs beside us. */
export class Service {
  readonly #child: ChildProcess;
  readonly #ended: Promise<string>;
  readonly #log: string;
  #status: string | undefined;

  constructor(
    readonly name: string,
    command: string,
    parameters: readonly string[],
    options: ServiceOptions,
  ) {
    this.#log = options.log;
    const log = openSync(options.log, "a");
    this.#child = spawn(command, parameters, {
      stdio: ["ignore", log, log],
      env: { ...process.env, LC_ALL: "C", ...options.env },
      ...options.user,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      detached: true,
    });
    closeSync(log);
    this.#ended = new Promise((resolve) => {
      const end = (status: string) => {
        this.#status = status;
        resolve(status);
      };
      this.#child.on("error", (error) => end(error.message));
      this.#child.on("exit", (code, signal) => end(signal ?? `status ${code}`));
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** How it ended; undefined while it runs. */
  get status(): string | undefined {
    return this.#status;
  }

  /** Resolves when it has ended. */
  get ended(): Promise<string> {
    return this.#ended;
  }

  /** The last it wrote, for error messages. */
  logTail(): string {
    return readFileSync(this.#log, "utf8").trim().slice(-LOG_TAIL_CHARACTERS);
  }

  signal(signal: NodeJS.Signals): void {
    if (this.#status === undefined) this.#child.kill(signal);
  }

  /** Signals it and waits; kills it with all its children where it does not end in time. */
  async stop(signal: NodeJS.Signals = "SIGTERM", patience_ms = 20_000): Promise<void> {
    if (this.#status !== undefined || this.pid === 0) return;
    this.signal(signal);
    const late = new AbortController();
    const outcome = await Promise.race([
      this.#ended.then(() => "ended"),
      sleep(patience_ms, "late", { signal: late.signal, ref: false }),
    ]);
    late.abort();
    if (outcome === "late") await this.kill();
  }

  /** SIGKILL for it and its process group. */
  async kill(): Promise<void> {
    if (this.#status !== undefined || this.pid === 0) return;
    killGroup(this.pid);
    await this.#ended;
  }

  /** Waits until `ready` holds, and fails with the service's own words where it ends before. */
  async until(ready: () => boolean | Promise<boolean>, patience_ms = 20_000): Promise<void> {
    await waitFor(`${this.name} to be ready`, patience_ms, async () => {
      if (this.#status !== undefined)
        throw new CommandFailed(this.name, this.#status, this.logTail());
      return ready();
    });
  }
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}

/** SIGKILL for one process, which may be gone already. */
export function killProcess(pid: number): void {
  // kill(2): 0 is everybody in our own process group, -1 everybody.
  assert(pid > 0, "no process to kill");
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Polls a condition; throws what was waited for where it does not come true in time. */
export async function waitFor(
  what: string,
  patience_ms: number,
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = performance.now() + patience_ms;
  while (!(await condition())) {
    if (performance.now() > deadline)
      throw new Error(`waited ${patience_ms} ms in vain for ${what}`);
    await sleep(10);
  }
}
