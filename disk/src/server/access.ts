/**
 * Who may connect, decided before anything listens.
 *
 * A Unix socket is for whom its permissions let in. TCP is only opened when asked for; beyond
 * this machine only with TLS and client certificates, because NBD itself knows no users: whoever
 * gets through owns the disk. `insecure` is for those who know a better fence.
 */
import { BlockList, isIP } from "node:net";
import { AshlarError } from "../errors.js";

export interface TcpOptions {
  /** A numeric address; names may mean several. */
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** Listen beyond this machine without TLS or client certificates. */
  insecure?: boolean;
}

export interface TlsOptions {
  /** PEM files. */
  certificate: string;
  key: string;
  /** Who signs the certificates of clients; without it clients are not asked for one. */
  clientAuthority?: string;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether an address cannot be reached from other machines. */
export function isLoopback(host: string): boolean {
  return loopback.check(host, isIP(host) === 6 ? "ipv6" : "ipv4");
}

/** What a TCP listener asks of clients; throws where it would let in too many. */
export function tcpPolicy(tcp: TcpOptions, tls: TlsOptions | undefined): "none" | "required" {
  if (isIP(tcp.host) === 0) throw new AshlarError("not-an-address", tcp.host);
  const protectedFully = tls?.clientAuthority !== undefined;
  if (!isLoopback(tcp.host) && !protectedFully && tcp.insecure !== true)
    throw new AshlarError("tcp-unprotected", `${tcp.host}:${tcp.port}`);
  return tls === undefined ? "none" : "required";
}
