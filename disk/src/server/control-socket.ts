/**
 * The control socket: one JSON object per line in, one per line out, in order, as the keeper's.
 *
 *     {"request":"status"}  →  {"ok":true,…}   or   {"ok":false,"error":"…","code":"…"}
 *
 * The socket is for its owner alone: whoever may write to it may stop the service.
 */
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { listenUnix } from "../linux/index.js";

export type ControlHandler = () => Promise<object> | object;
export type ControlHandlers = Readonly<Record<string, ControlHandler>>;

/** A line longer than this is nobody's request. */
const LINE_BYTES_MAX = 4096;

export class ControlSocket {
  readonly #server: Server;
  readonly #handlers: ControlHandlers;
  readonly #clients = new Set<Socket>();

  /** Listens on `path` with permissions 0600. */
  constructor(path: string, handlers: ControlHandlers) {
    this.#handlers = handlers;
    this.#server = createServer((socket) => this.#serve(socket));
    this.#server.listen({ fd: listenUnix(path, { mode: 0o600 }) });
  }

  #serve(socket: Socket): void {
    this.#clients.add(socket);
    socket.on("close", () => this.#clients.delete(socket));
    socket.on("error", () => socket.destroy());
    this.#converse(socket).catch(() => socket.destroy());
  }

  async #converse(socket: Socket): Promise<void> {
    for await (const line of createInterface({ input: socket })) {
      if (line.length > LINE_BYTES_MAX) break;
      const answer = await this.#answer(line);
      if (!socket.destroyed) socket.write(`${JSON.stringify(answer)}\n`);
    }
    socket.end();
  }

  async #answer(line: string): Promise<object> {
    try {
      const { request } = JSON.parse(line) as { request?: unknown };
      const known = Object.keys(this.#handlers).find((name) => name === request);
      if (known === undefined)
        return { ok: false, error: `known requests: ${Object.keys(this.#handlers).join(", ")}` };
      return { ok: true, ...(await this.#handlers[known]!()) };
    } catch (error) {
      const { message, code } = error as Error & { code?: string };
      return { ok: false, error: message, code };
    }
  }

  /** Stops listening and hangs up. */
  close(): void {
    this.#server.close();
    for (const client of this.#clients) client.destroy();
  }
}
