#!/usr/bin/env bash
# Makes a fresh clone ready: npm packages, builds, and the Debian packages that the demo, the
# benchmarks and the interoperability tests use. Quiet and fast when there is nothing to do.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { echo "setup: $*" >&2; }

if [ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" != true ]; then
  say "Node 20 or later is needed, this is $(node --version)"
  exit 3
fi

if [ ! -e node_modules/.package-lock.json ] ||
  [ package-lock.json -nt node_modules/.package-lock.json ]; then
  say "installing npm packages"
  npm ci --no-fund --no-audit --loglevel=error
  touch node_modules/.package-lock.json
fi

# Whether a room's WebAssembly is missing or older than its sources.
stale() { # room, module, other sources
  local room=$1 module=$1/dist/$2
  shift 2
  [ ! -e "$module" ] ||
    [ -n "$(find "$room/assembly" "$room/asconfig.json" "$@" -newer "$module" -print -quit)" ]
}
if stale rapilog rapilog.wasm.map || stale logic solver.wasm || stale kernel kernel.wasm ||
  stale user library.wasm user/src kernel/src/interface.ts; then
  say "compiling the cores to WebAssembly"
  npm run --silent build:wasm
fi
npm run --silent build:ts

# What each missing command costs: "command package what-is-skipped-without-it".
tools() {
  cat <<'TABLE'
fio fio the benchmarks and the verified random workload
nbdkit nbdkit the benchmark's rival and a row of the conformance tests
qemu-img qemu-utils the tests with qemu-img, qemu-io and qemu-nbd
qemu-system-x86_64 qemu-system-x86 the tests with QEMU guests, and databases under failure in them
nbdfuse libnbd-bin the demo on a real file system
nbd-client nbd-client attaching by the kernel, and its negotiation test
nbd-server nbd-server a row of the conformance tests
fusermount3 fuse3 nbdfuse for users other than root
pgbench postgresql PostgreSQL in the demo and the benchmarks
mkfs.ext4 e2fsprogs the demo on a real file system
losetup mount the demo on a real file system
sqlite3 sqlite3 the demo without root
cadical cadical a judge of the SAT solver and its rival in the benchmark
minisat minisat a judge of the SAT solver
cryptominisat5 cryptominisat a judge of the SAT solver
z3 z3 a judge of the prover and its rival in the benchmark
cvc5 cvc5 a judge of the prover and its rival in the benchmark
openssl openssl the TLS tests
qemu-system-riscv64 qemu-system-misc the kernel on RISC-V, its tests, `ashlar boot` and `ashlar bench ipc`
riscv64-unknown-elf-gcc gcc-riscv64-unknown-elf the kernel on RISC-V, its tests, `ashlar boot` and `ashlar bench ipc`
TABLE
}

export PATH="$PATH:/usr/sbin:/sbin"
packages=()
lost=()
while read -r command package without; do
  if ! command -v "$command" >/dev/null; then
    packages+=("$package")
    lost+=("$without")
  fi
done < <(tools)
[ ${#packages[@]} -eq 0 ] && exit 0

install="apt-get install -y --no-install-recommends ${packages[*]}"
become=""
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then become="sudo -n"; else become=no; fi
fi

report_missing() {
  say "$1; to have everything, run as root:"
  say "  apt-get update && $install"
  printf 'setup: without it skipped: %s\n' "${lost[@]}" >&2
}

if [ "$become" = no ] || ! command -v apt-get >/dev/null; then
  report_missing "some tools are missing and cannot be installed from here"
  exit 0
fi

# Neither the PostgreSQL cluster nor nbd-server shall be started by their packages: we only use
# their programs. policy-rc.d is Debian's way to say so; one that is there already stays.
policy=/usr/sbin/policy-rc.d
made_policy=no
clusters=/etc/postgresql-common/createcluster.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | $become tee "$policy" >/dev/null
  $become chmod +x "$policy"
  made_policy=yes
fi
$become mkdir -p "$clusters"
echo "create_main_cluster = false" | $become tee "$clusters/ashlar.conf" >/dev/null
restore() {
  if [ "$made_policy" = yes ]; then $become rm -f "$policy"; fi
  $become rm -f "$clusters/ashlar.conf"
}
trap restore EXIT

log=$(mktemp)
failed() {
  tail -n 5 "$log" >&2
  report_missing "apt-get failed (its output is in $log)"
  exit 0
}
$become apt-get update >"$log" 2>&1 </dev/null || failed

# Not every release has every package, and one unknown name would keep apt from installing any.
known=()
for at in "${!packages[@]}"; do
  if apt-cache show "${packages[at]}" >/dev/null 2>&1; then
    known+=("${packages[at]}")
  else
    say "this release has no package ${packages[at]}; without it skipped: ${lost[at]}"
  fi
done
[ ${#known[@]} -eq 0 ] && exit 0

say "installing ${known[*]}"
$become env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${known[@]}" \
  >"$log" 2>&1 </dev/null || failed
rm -f "$log"
