/** What `ashlar faults serve` and `list` do. */
import { appendFileSync, writeFileSync } from "node:fs";
import { AshlarError, type backing, linux } from "@ashlar/disk";
import { disk } from "@ashlar/faults";
import { freshSeed } from "@ashlar/rapilog/random";
import { pino } from "pino";
import { table } from "../table.js";

export interface ServeFaultsOptions {
  socket: string;
  size: number;
  model?: backing.ModelName;
  fault?: string[];
  seed?: number;
  sector: "512" | "4096";
  control?: string;
  faultLog?: string;
}

const SIZE_MAX = 1024 ** 4;

/** What is wrong with the options, where something is. */
export function complaint({ size, sector, fault }: ServeFaultsOptions): string | undefined {
  if (size % Number(sector) !== 0 || size > SIZE_MAX)
    return `the size has to be a multiple of ${sector}, and at most 1T`;
  return unknownFault(fault ?? []);
}

function unknownFault(texts: readonly string[]): string | undefined {
  const wrong = texts.find((text) => parseFault(text) === undefined);
  if (wrong === undefined) return undefined;
  const names = disk.FAULT_NAMES.join(", ");
  return `"${wrong}" is not NAME[:PROBABILITY[:AMOUNT]] with one of ${names}`;
}

function parseFault(text: string): [disk.FaultName, disk.FaultSetting] | undefined {
  const [name, ...numbers] = text.split(":");
  const known = disk.FAULT_NAMES.find((one) => one === name);
  const [probability, amount] = numbers.map((number) =>
    number === "" ? Number.NaN : Number(number),
  );
  const isChance = probability === undefined || (probability >= 0 && probability <= 1);
  const isAmount = amount === undefined || (Number.isFinite(amount) && amount >= 0);
  if (known === undefined || !isChance || !isAmount || numbers.length > 2) return undefined;
  return [
    known,
    { ...(probability !== undefined && { probability }), ...(amount !== undefined && { amount }) },
  ];
}

/** Serves until SIGTERM or SIGINT. */
export async function serveFaults(options: ServeFaultsOptions): Promise<void> {
  const log = pino({ name: "faults" }, pino.destination({ dest: 2, sync: true }));
  const seed = options.seed ?? freshSeed();
  const faults = Object.fromEntries((options.fault ?? []).map((text) => parseFault(text)!));
  const { faultLog } = options;
  if (faultLog !== undefined) writeFileSync(faultLog, "");
  const onFault = (event: disk.FaultEvent) => {
    if (faultLog === undefined) log.info(event, "fault");
    else appendFileSync(faultLog, `${JSON.stringify(event)}\n`);
  };
  const served = new disk.DiskServer({
    bytes: options.size,
    socketPath: options.socket,
    controlPath: options.control ?? `${options.socket}.control`,
    sector_bytes: Number(options.sector),
    ...(options.model && { model: options.model }),
    plan: { seed, faults },
    onFault,
  });
  try {
    served.start();
  } catch (error) {
    if (!(error instanceof linux.SystemError)) throw error;
    if (error.code === "EADDRINUSE")
      throw new AshlarError("in-use", options.socket, { cause: error });
    const what = `${options.socket}: ${error.message}`;
    throw new AshlarError("cannot-listen", what, { cause: error });
  }
  log.info({ socket: options.socket, model: options.model, faults, seed }, "serving");
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => resolve());
  });
  served.stop();
}

/** The faults, as a machine reads them. */
export function faultList(): object {
  return { faults: disk.FAULTS };
}

export function faultListText(): string {
  const rows = disk.FAULT_NAMES.map((name) => {
    const { what, occasion, probability, amount, causes }: disk.InjectedFault = disk.FAULTS[name];
    const amountText = amount === undefined ? "" : `${amount.value} ${amount.meaning}`;
    return [name, what, `${probability} per ${occasion}`, amountText, causes.join(", ") || "–"];
  });
  return table(["fault", "what happens", "probability", "amount", "to be found as"], rows);
}
