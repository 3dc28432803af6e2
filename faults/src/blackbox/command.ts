/** The command that cuts the power, and the one that brings it back. */
import { spawn } from "node:child_process";
import { AshlarError } from "@ashlar/disk";

export interface CommandContext {
  phase: "cut" | "restore";
  cycle: number;
  target: string;
  seed: number;
}

/** A command for the shell, or what does the same in this process. */
export type PowerSwitch = string | ((context: CommandContext) => Promise<void>);

/** Cuts the power, or brings it back. */
export async function throwSwitch(
  power: PowerSwitch,
  context: CommandContext,
  patience_ms: number,
): Promise<void> {
  if (typeof power === "string") await runCommand(power, context, patience_ms);
  else await power(context);
}

const OUTPUT_CHARACTERS = 600;

/** Runs it by the shell, in a process group of its own, so that Ctrl-C does not reach it; throws
 * `cut-failed` where it fails or takes too long. */
function runCommand(command: string, context: CommandContext, patience_ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("/bin/sh", ["-c", command], {
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
      env: { ...process.env, ...variables(context) },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output = (output + text).slice(-OUTPUT_CHARACTERS);
      });
    const fail = (why: string) => {
      const said = output.trim() === "" ? "it said nothing" : output.trim();
      reject(new AshlarError("cut-failed", `${context.phase}: "${command}" ${why}: ${said}`));
    };
    const timer = setTimeout(() => {
      killGroup(child.pid);
      fail(`did not end within ${patience_ms} ms`);
    }, patience_ms);
    child.on("error", (error) => fail(error.message));
    // Not "close": what it starts may live on and keep the pipes.
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      if (code === 0) resolve();
      else fail(`ended with ${signal ?? `status ${code}`}`);
    });
  });
}

function variables({ phase, cycle, target, seed }: CommandContext): Record<string, string> {
  return {
    ASHLAR_PHASE: phase,
    ASHLAR_CYCLE: String(cycle),
    ASHLAR_TARGET: target,
    ASHLAR_SEED: String(seed),
  };
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}
