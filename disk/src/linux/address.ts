/**
 * Socket addresses as the kernel takes them: sockaddr_un, sockaddr_in and sockaddr_in6, in the
 * byte order that each field is defined in (family: the machine's; port and address: network).
 */
import { isIP } from "node:net";
import { bind } from "./libc.js";

const addressCall = bind("inet_pton", "int", ["int", "str", "void *"]);

export const AF_UNIX = 1;
export const AF_INET = 2;
export const AF_INET6 = 10;

/** `sun_path` holds 108 bytes, the closing zero included. */
const UNIX_PATH_BYTES_MAX = 107;
const UNIX_ADDRESS_BYTES = 110;

/** The address of a socket file. */
export function unixAddress(path: string): Buffer {
  const bytes = Buffer.from(path);
  if (bytes.length > UNIX_PATH_BYTES_MAX)
    throw new RangeError(`the socket path ${path} is longer than ${UNIX_PATH_BYTES_MAX} bytes`);
  const address = Buffer.alloc(UNIX_ADDRESS_BYTES);
  address.writeUInt16LE(AF_UNIX, 0);
  bytes.copy(address, 2);
  return address;
}

/** The address of an abstract socket: no file, a name that begins with a zero byte. Every byte
 * counts, so it is exactly as long as the name. */
export function abstractAddress(name: string): Buffer {
  const bytes = Buffer.from(`\0${name}`);
  if (bytes.length > UNIX_PATH_BYTES_MAX + 1)
    throw new RangeError(`the socket name @${name} is longer than ${UNIX_PATH_BYTES_MAX} bytes`);
  const address = Buffer.alloc(2 + bytes.length);
  address.writeUInt16LE(AF_UNIX, 0);
  bytes.copy(address, 2);
  return address;
}

/** The address of a port on a numeric IPv4 or IPv6 host. */
export function internetAddress(host: string, port: number): Buffer {
  const version = isIP(host);
  if (version === 0) throw new RangeError(`${host} is not a numeric internet address`);
  const family = version === 4 ? AF_INET : AF_INET6;
  // sockaddr_in: family, port, address; sockaddr_in6: family, port, flow, address, scope.
  const result = Buffer.alloc(version === 4 ? 16 : 28);
  result.writeUInt16LE(family, 0);
  result.writeUInt16BE(port, 2);
  const bytes = Buffer.alloc(64);
  if (addressCall(family, host, bytes) !== 1)
    throw new RangeError(`${host} is not a numeric internet address`);
  bytes.copy(result, version === 4 ? 4 : 8, 0, version === 4 ? 4 : 16);
  return result;
}
