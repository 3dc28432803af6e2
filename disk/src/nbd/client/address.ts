/**
 * Where a server is: a socket path, `host:port`, or an NBD URI
 * (doc/uri.md of the NetworkBlockDevice/nbd repository):
 *
 *     /run/disk.sock             localhost:10809           [::1]:10809
 *     nbd://host:port/export     nbd+unix:///export?socket=/run/disk.sock
 *     nbds://host:port/export    nbds+unix:///export?socket=/run/disk.sock
 */

export const NBD_PORT = 10_809;

export interface Address {
  /** What `net.connect` is told. */
  socket: { path: string } | { host: string; port: number };
  exportName: string;
  /** Whether the address itself demands TLS. */
  tls: boolean;
}

/** Parses an address; throws a TypeError that says what is wrong with it. */
export function parseAddress(text: string): Address {
  if (text.includes("://")) return parseUri(text);
  if (text.includes("/")) return { socket: { path: text }, exportName: "", tls: false };
  const match = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(text);
  if (match === null) throw new TypeError(`not a socket path, host:port or NBD URI: ${text}`);
  const host = match[1] ?? match[2]!;
  return { socket: { host, port: Number(match[3] ?? NBD_PORT) }, exportName: "", tls: false };
}

function parseUri(text: string): Address {
  const uri = new URL(text);
  const match = /^nbd(s?)(\+unix)?:$/.exec(uri.protocol);
  if (match === null) throw new TypeError(`not an NBD URI: ${text}`);
  const tls = match[1] === "s";
  const exportName = decodeURIComponent(uri.pathname.replace(/^\//, ""));
  if (match[2] === undefined) {
    const host = uri.hostname.replace(/^\[(.*)\]$/, "$1") || "localhost";
    const port = uri.port === "" ? NBD_PORT : Number(uri.port);
    return { socket: { host, port }, exportName, tls };
  }
  const path = uri.searchParams.get("socket");
  if (path === null) throw new TypeError(`an nbd+unix URI needs ?socket=PATH: ${text}`);
  return { socket: { path }, exportName, tls };
}
