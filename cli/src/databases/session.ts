/**
 * A conversation with a database's own command-line client: SQL in, rows out, one line each.
 *
 * The client is a child process here or, for a library like SQLite, a program inside the machine
 * at the other end of a TCP connection. It ends at its first error.
 */
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

const COMPLAINT_CHARACTERS = 2000;

export class Session {
  /** Resolves when nothing more will come; says what the client complained about. */
  readonly ended: Promise<string>;
  onLine: (line: string) => void = () => undefined;
  #complaint = "";

  constructor(
    readonly input: Writable,
    output: Readable,
    readonly kill: () => void,
    complaints?: Readable,
  ) {
    input.on("error", () => undefined); // The other side is gone: `ended` tells.
    output.on("error", () => undefined);
    const lines = createInterface({ input: output })
      .on("line", (line) => this.#take(line))
      .on("error", () => undefined); // It passes its input's errors on.
    complaints?.setEncoding("utf8").on("data", (text) => this.#complain(text));
    this.ended = new Promise((resolve) => {
      const end = () => {
        lines.close();
        resolve(this.#complaint.trim());
      };
      output.on("close", end);
    });
  }

  #take(line: string): void {
    if (/error/i.test(line)) this.#complain(`${line}\n`);
    this.onLine(line);
  }

  #complain(text: string): void {
    this.#complaint = (this.#complaint + text).slice(-COMPLAINT_CHARACTERS);
  }

  write(line: string): void {
    this.input.write(`${line}\n`);
  }

  /** Nothing more will be asked. */
  end(): void {
    this.input.end();
  }
}

/** A client that runs here; in a process group of its own, so that Ctrl-C is not for it. */
export function spawnSession(command: readonly string[]): Session {
  const [program, ...parameters] = command;
  const child = spawn(program!, parameters, {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, LC_ALL: "C" },
    detached: true,
  });
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  child.on("error", (error) => child.stdout.destroy(error));
  return new Session(child.stdin, child.stdout, kill, child.stderr);
}

/** A program behind a port of this machine's loopback. */
export function connectSession(port: number): Session {
  const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
  socket.setNoDelay();
  socket.on("end", () => socket.end());
  return new Session(socket, socket, () => socket.destroy());
}

/** Writes `text`, ends the input, and returns all lines that came back. */
export async function converse(
  session: Session,
  text: string,
  patience_ms: number,
): Promise<{ lines: string[]; complaint: string }> {
  const lines: string[] = [];
  session.onLine = (line) => lines.push(line);
  const timer = setTimeout(session.kill, patience_ms);
  session.write(text);
  session.end();
  const complaint = await session.ended;
  clearTimeout(timer);
  return { lines, complaint };
}
