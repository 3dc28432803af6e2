/** The sockets that a service listens at, and what to say where it cannot. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { AshlarError } from "../errors.js";
import {
  inheritedListeners,
  isInternet,
  listenTcp,
  listenUnix,
  SystemError,
} from "../linux/index.js";
import { type TcpOptions, type TlsOptions, tcpPolicy } from "./access.js";
import type { ListenerOptions } from "./messages.js";

export interface ListeningOptions {
  /** The Unix socket to serve at. */
  socketPath?: string;
  /** The group that may connect to it too, e.g. `libvirt-qemu`. */
  socketGroup?: string;
  tcp?: TcpOptions;
  /** Offered on all sockets, demanded over TCP. */
  tls?: TlsOptions;
  /** Serve at the sockets that systemd passes, too. */
  socketActivation?: boolean;
}

/** Found out before a journal is made that nobody will use. */
export function requireDirectory(socketPath: string): void {
  if (!existsSync(dirname(socketPath)))
    throw new AshlarError("cannot-listen", `${socketPath}: no such directory`);
}

/** Opens one after the other, that at `socketPath` first: who stops half way closes those it got. */
export function* openListeners(options: ListeningOptions): Generator<ListenerOptions> {
  const { socketPath, socketGroup, tcp, tls, socketActivation } = options;
  const optional = tls === undefined ? "none" : "optional";
  if (socketPath !== undefined) {
    const shared = socketGroup === undefined ? {} : { groupId: groupId(socketGroup) };
    const mode = socketGroup === undefined ? 0o600 : 0o660;
    const fd = listening(socketPath, () => listenUnix(socketPath, { mode, ...shared }));
    yield { fd, tls: optional };
  }
  if (tcp !== undefined) {
    const { host, port } = tcp;
    const fd = listening(`${host}:${port}`, () => listenTcp(host, port));
    yield { fd, tls: tcpPolicy(tcp, tls) };
  }
  if (socketActivation)
    for (const fd of inheritedListeners())
      yield { fd, tls: isInternet(fd) && tls ? "required" : optional };
}

function listening(where: string, listen: () => number): number {
  try {
    return listen();
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new AshlarError("cannot-listen", `${where}: ${error.message}`, { cause: error });
  }
}

/** The number of a group, as the system's name service knows it. */
function groupId(name: string): number {
  if (/^\d+$/.test(name)) return Number(name);
  try {
    const line = execFileSync("getent", ["group", name], { encoding: "utf8" });
    return Number(line.split(":")[2]);
  } catch (error) {
    throw new AshlarError("unknown-group", name, { cause: error });
  }
}
