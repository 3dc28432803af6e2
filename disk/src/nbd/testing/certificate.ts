/** A self-signed certificate for localhost, fresh for each test run. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface Identity {
  key: Buffer;
  cert: Buffer;
}

/** Makes a key and its certificate with OpenSSL; throws where there is none. */
export function selfSigned(): Identity {
  const directory = mkdtempSync(path.join(tmpdir(), "nbd-tls-"));
  const file = (name: string) => path.join(directory, name);
  const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2";
  const names = ["-subj", "/CN=localhost", "-keyout", file("key"), "-out", file("cert")];
  try {
    execFileSync("openssl", [...request.split(" "), ...names], { stdio: "ignore" });
    return { key: readFileSync(file("key")), cert: readFileSync(file("cert")) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
