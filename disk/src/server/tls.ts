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
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { socketPair } from "../linux/index.js";
import type { TlsOptions } from "./access.js";

/** The outcome of a TLS handshake. */
export interface Secured {
  /** The serving thread's end of the plain text. */
  fd: number;
  /** The subject of the client's certificate, for the log. */
  client: string;
}

export class TlsGateway {
  readonly #context: SecureContext;
  readonly #asksClients: boolean;
  readonly #timeout_ms: number;
  readonly #sockets = new Set<Socket>();

  /** Reads the files of `options`; throws Node's error where one is missing or malformed. */
  constructor(options: TlsOptions, timeout_ms: number) {
    const authority = options.clientAuthority;
    this.#asksClients = authority !== undefined;
    this.#timeout_ms = timeout_ms;
    this.#context = createSecureContext({
      cert: readFileSync(options.certificate),
      key: readFileSync(options.key),
      ...(authority === undefined ? {} : { ca: readFileSync(authority) }),
      minVersion: "TLSv1.2",
    });
  }

  /** Takes over the descriptor `fd`, whose client begins TLS now. */
  secure(fd: number): Promise<Secured> {
    const plain = new Socket({ fd, readable: true, writable: true });
    const secure = new TLSSocket(plain, {
      isServer: true,
      secureContext: this.#context,
      requestCert: this.#asksClients,
      rejectUnauthorized: this.#asksClients,
    });
    this.#sockets.add(plain);
    plain.once("close", () => this.#sockets.delete(plain));
    return this.#handshake(secure).catch((error) => {
      plain.destroy();
      throw error;
    });
  }

  #handshake(secure: TLSSocket): Promise<Secured> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("timed out")), this.#timeout_ms);
      const fail = (error?: Error) => {
        clearTimeout(timer);
        reject(error ?? new Error("the client left"));
      };
      secure.once("error", fail);
      secure.once("close", () => fail());
      secure.once("secure", () => {
        clearTimeout(timer);
        if (this.#asksClients && !secure.authorized) fail(secure.authorizationError);
        else resolve({ fd: this.#connect(secure), client: subjectOf(secure) });
      });
    });
  }

  /** Connects the secured client with a socket pair; returns the other end. */
  #connect(secure: TLSSocket): number {
    const [ours, theirs] = socketPair();
    const inner = new Socket({ fd: ours, readable: true, writable: true, allowHalfOpen: true });
    this.#sockets.add(inner);
    inner.once("close", () => this.#sockets.delete(inner));
    const end = () => {
      secure.destroy();
      inner.destroy();
    };
    pipeline(secure, inner, end);
    pipeline(inner, secure, end);
    return theirs;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

function subjectOf(secure: TLSSocket): string {
  const subject = secure.getPeerCertificate().subject as { CN?: string } | undefined;
  return subject?.CN ?? "";
}
