/** The server side of the keeper's control socket; see protocol/index.ts. */
import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { type KeeperRequest, REQUESTS } from "./protocol/index.js";

export type Handlers = Record<KeeperRequest, () => Promise<object> | object>;

const LINE_BYTES_MAX = 4096;

/** Listens at `path`, which only the caller's user may connect to. */
export function listen(path: string, handlers: Handlers): Promise<Server> {
  rmSync(path, { force: true });
  const server = createServer((socket) => serve(socket, handlers));
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    // The directory is 0700, so that nobody else can connect before the mode is set.
    server.listen(path, () => {
      chmodSync(path, 0o600);
      resolve(server);
    });
  });
}

function serve(socket: Socket, handlers: Handlers): void {
  let text = "";
  socket.on("error", () => socket.destroy());
  socket.on("data", async (chunk) => {
    text += chunk;
    if (text.length > LINE_BYTES_MAX) socket.destroy();
    const lines = text.split("\n");
    text = lines.pop()!;
    for (const line of lines) {
      const reply = await answer(line, handlers);
      if (!socket.destroyed) socket.write(`${JSON.stringify(reply)}\n`);
    }
  });
}

async function answer(line: string, handlers: Handlers): Promise<object> {
  try {
    const { request } = JSON.parse(line) as { request?: unknown };
    const known = REQUESTS.find((name) => name === request);
    if (!known) return { ok: false, error: `unknown request; known: ${REQUESTS.join(", ")}` };
    return await handlers[known]();
  } catch (error) {
    return { ok: false, error: (error as Error).message };
  }
}
