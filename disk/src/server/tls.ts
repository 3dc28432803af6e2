/**
 * TLS between a client and the serving thread, on the main thread.
 *
 * NBD begins in plain text and asks for TLS in between (STARTTLS). The serving thread then hands
 * the client's descriptor over and gets one end of a socket pair back, through which the plain
 * text goes. So there is no TLS on the serving thread, and no descriptor in two hands.
 */
import { readFileSync } from "node:fs";
import { Socket } from "node:net";
import { pipeline } from "node:stream";
import { createServer, type TlsOptions as ServerOptions, type TLSSocket } from "node:tls";
import { socketPair } from "../linux/index.js";
import type { TlsOptions } from "./access.js";

/** The outcome of a TLS handshake. */
export interface Secured {
  /** The serving thread's end of the plain text. */
  fd: number;
  /** The name in the client's certificate, for the log. */
  client: string;
}

export class TlsGateway {
  readonly #options: ServerOptions;
  readonly #sockets = new Set<Socket>();

  /** Reads the files of `options`; throws Node's error where one is missing. */
  constructor(options: TlsOptions, timeout_ms: number) {
    const authority = options.clientAuthority;
    this.#options = {
      cert: readFileSync(options.certificate),
      key: readFileSync(options.key),
      minVersion: "TLSv1.2",
      handshakeTimeout: timeout_ms,
      requestCert: authority !== undefined,
      rejectUnauthorized: authority !== undefined,
    };
    if (authority !== undefined) this.#options.ca = readFileSync(authority);
    // A malformed certificate or key is found out now, not by the first client.
    createServer(this.#options);
  }

  /** Takes over the descriptor `fd`, whose client begins TLS now. */
  secure(fd: number): Promise<Secured> {
    const plain = this.#track(new Socket({ fd, readable: true, writable: true }));
    return new Promise((resolve, reject) => {
      const server = createServer(this.#options, (secure) => {
        const client = secure.getPeerCertificate().subject?.CN ?? "";
        resolve({ fd: this.#connect(secure), client: String(client) });
      });
      server.once("tlsClientError", (error) => {
        plain.destroy();
        reject(error);
      });
      // Documented: "can also be explicitly emitted by users to inject connections".
      server.emit("connection", plain);
    });
  }

  /** Connects the secured client with a socket pair; returns the other end. */
  #connect(secure: TLSSocket): number {
    const [ours, theirs] = socketPair();
    const inner = this.#track(new Socket({ fd: ours, readable: true, writable: true }));
    const end = () => {
      secure.destroy();
      inner.destroy();
    };
    pipeline(secure, inner, end);
    pipeline(inner, secure, end);
    return theirs;
  }

  #track(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    return socket;
  }

  /** Hangs up on everybody. */
  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
