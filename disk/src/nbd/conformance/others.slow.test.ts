/**
 * The table of docs/nbd-conformance.md, which says what other servers fail, against the servers
 * themselves, where exactly the recorded versions are installed.
 */
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { runConformance } from "./run.js";

const DOCUMENT = new URL("../../../../docs/nbd-conformance.md", import.meta.url);

/** Rules by server: those in its column that say `fails`, and those that say `sometimes`. */
function recorded(server: string): { fails: string[]; sometimes: string[] } {
  const rows = readFileSync(DOCUMENT, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const header = rows.find((row) => row[1] === "rule")!;
  const column = header.indexOf(server);
  assert.ok(column > 0, `no column ${server}`);
  const having = (word: string) =>
    rows.filter((row) => row[column] === word).map((row) => row[1]!.replaceAll("`", ""));
  return { fails: having("fails"), sometimes: having("sometimes") };
}

interface Running {
  address: string;
  stop(): void;
}

interface Server {
  name: string;
  version: string;
  command: string;
  start(directory: string): Running;
}

function foreground(command: string, arguments_: string[], address: string): Running {
  const child: ChildProcess = spawn(command, arguments_, { stdio: "ignore" });
  return { address, stop: () => child.kill() };
}

const servers: Server[] = [
  {
    name: "nbdkit",
    version: "1.32.5",
    command: "nbdkit",
    start(directory) {
      const socket = path.join(directory, "socket");
      return foreground("nbdkit", ["-f", "-U", socket, "memory", "64M"], socket);
    },
  },
  {
    name: "qemu-nbd",
    version: "7.2.22",
    command: "qemu-nbd",
    start(directory) {
      const [socket, image] = [path.join(directory, "socket"), path.join(directory, "image")];
      const options = ["-f", "raw", "-t", "-e", "20", "-x", "disk", "-k", socket, image];
      return foreground("qemu-nbd", options, `nbd+unix:///disk?socket=${socket}`);
    },
  },
  {
    name: "nbd-server",
    version: "3.24",
    command: "nbd-server",
    start(directory) {
      const file = (name: string) => path.join(directory, name);
      const generic = `[generic]\n unixsock = ${file("socket")}\n allowlist = true\n`;
      writeFileSync(file("config"), `${generic}[disk]\n exportname = ${file("image")}\n`);
      // It only serves more than one client as a daemon.
      execFileSync("nbd-server", ["-C", file("config"), "-p", file("pid")], { stdio: "ignore" });
      const stop = () => process.kill(Number(readFileSync(file("pid"), "utf8")));
      return { address: `nbd+unix:///disk?socket=${file("socket")}`, stop };
    },
  },
];

function installed(server: Server): boolean {
  try {
    return execFileSync(server.command, ["--version"], { encoding: "utf8" }).includes(
      server.version,
    );
  } catch {
    return false;
  }
}

async function failuresOf(server: Server): Promise<string[]> {
  const directory = mkdtempSync(path.join(tmpdir(), "nbd-others-"));
  writeFileSync(path.join(directory, "image"), "");
  truncateSync(path.join(directory, "image"), 64 * 1024 * 1024);
  const running = server.start(directory);
  try {
    while (!existsSync(path.join(directory, "socket"))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const results = await runConformance(running.address, { timeout_ms: 3000 });
    return results.filter(({ verdict }) => verdict === "fail").map(({ id }) => id);
  } finally {
    running.stop();
    rmSync(directory, { recursive: true });
  }
}

for (const server of servers) {
  test(`${server.name} ${server.version} fails what the table says`, async (t: TestContext) => {
    if (!installed(server)) return t.skip(`${server.name} ${server.version} is not installed`);
    const { fails, sometimes } = recorded(server.name);
    const failures = await failuresOf(server);
    const always = failures.filter((id) => !sometimes.includes(id));
    assert.deepEqual(always.sort(), fails.sort());
  });
}
