/**
 * A folder with an unmodified database from Debian's packages and everything that it needs to run:
 * downloaded and unpacked, never installed, so root is not needed and this machine stays as it is.
 *
 * The same folder is the root of a virtual machine, and of a chroot on this machine; and its
 * client programs run outside of both, by its own dynamic linker. The packages' maintainer scripts
 * do not run: what they would have set up (users, links to busybox) is written here.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { AshlarError } from "@ashlar/disk";
import { CommandFailed, run } from "../system/command.js";

/** In every root: a shell and its tools, and the file system's own checker. */
const BASE = ["busybox-static", "e2fsprogs"];

/** Only maintainer scripts and the just-in-time compiler of PostgreSQL use these. */
const NOT_NEEDED =
  /^(perl|libperl|lib.*-perl|libllvm|libz3|locales|libc-l10n|debconf|dpkg|tar$|adduser|passwd|openssl|ssl-cert|ucf|usrmerge|postgresql$|postgresql-.*common|postgresql-common|sensible|init-system|sysvinit|libsemanage|libsepol|libpam-modules|gcc-.*-base|lsb-base|netbase|libgdbm|libdb5|libc-bin)/;

const USERS = `root:x:0:0:root:/root:/bin/sh
postgres:x:26:26::/data:/bin/sh
mysql:x:27:27::/data:/bin/sh
`;
const GROUPS = "root:x:0:\npostgres:x:26:\nmysql:x:27:\n";

/** Where apt's own lists are empty or stale, these stand in: a private copy, no root needed. */
function privateLists(folder: string): string[] {
  return ["-o", `Dir::State::Lists=${join(folder, "lists")}`, "-o", `Dir::Cache=${folder}`];
}

/** As if nothing were installed: everything that is needed is named. Locks are for installing. */
const FROM_NOTHING = [
  ...["-o", "Dir::State::status=/dev/null", "-o", "Debug::NoLocking=1"],
  ...["-o", "APT::Sandbox::User=", "-o", "APT::Install-Recommends=0"],
];

async function packagesOf(names: readonly string[], lists: string[]): Promise<string[]> {
  const simulated = await run("apt-get", [...FROM_NOTHING, ...lists, "-s", "install", ...names]);
  return [...simulated.matchAll(/^Inst (\S+)/gm)]
    .map((match) => match[1]!.replace(/:.*/, ""))
    .filter((name) => !NOT_NEEDED.test(name));
}

async function download(names: readonly string[], folder: string): Promise<void> {
  const fetch = async (lists: string[]) => {
    const packages = await packagesOf(names, lists);
    await run("apt-get", [...FROM_NOTHING, ...lists, "download", ...packages], { cwd: folder });
  };
  await fetch([]).catch(async () => {
    const lists = privateLists(folder);
    mkdirSync(join(folder, "lists", "partial"), { recursive: true });
    await run("apt-get", [...FROM_NOTHING, ...lists, "update"]);
    await fetch(lists);
  });
}

async function unpack(folder: string, root: string): Promise<void> {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".deb")))
    await run("dpkg-deb", ["-x", join(folder, name), root]);
}

/** What maintainer scripts, and an administrator, would have done. */
async function furnish(root: string): Promise<void> {
  for (const folder of ["bin", "data", "dev", "etc", "proc", "root", "run", "sys", "tmp"])
    mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "etc/passwd"), USERS);
  writeFileSync(join(root, "etc/group"), GROUPS);
  writeFileSync(join(root, "etc/hosts"), "127.0.0.1 localhost\n");
  const script = `for name in $(bin/busybox --list); do
    [ -e bin/$name ] || [ -e usr/bin/$name ] || ln -s busybox bin/$name
  done`;
  await run("sh", ["-c", script], { cwd: root });
}

/** The root folder with these packages below `folder`, made on first use. */
export async function debianRoot(folder: string, packages: readonly string[]): Promise<string> {
  const root = join(folder, "root");
  if (existsSync(root)) return root;
  // Two runs at once may both make it; the first that is done counts.
  const unfinished = mkdtempSync(join(folder, "unfinished-"));
  const parts = join(unfinished, "parts");
  mkdirSync(parts);
  try {
    await download([...BASE, ...packages], parts);
    await unpack(parts, join(unfinished, "root"));
    await furnish(join(unfinished, "root"));
    if (!existsSync(root)) renameSync(join(unfinished, "root"), root);
  } catch (error) {
    const why = error instanceof CommandFailed ? error.message : String(error);
    throw new AshlarError("packages-missing", why.replace(/\.?\s*$/, ""), { cause: error });
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return root;
}

/** How a program of the root is run outside of it, whatever libraries this machine has. */
export function outside(root: string, program: string): string[] {
  const libraries = ["lib/x86_64-linux-gnu", "usr/lib/x86_64-linux-gnu"];
  const path = libraries.map((part) => join(root, part)).join(":");
  return [join(root, "lib64/ld-linux-x86-64.so.2"), "--library-path", path, join(root, program)];
}
