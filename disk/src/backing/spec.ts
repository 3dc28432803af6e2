/** Opening a backing from a description that can be sent to another thread or process. */
import type { Backing } from "./backing.js";
import { openDirectBacking } from "./direct.js";
import { ModelledBacking } from "./modelled.js";
import { cloudVolume, type DiskModel, MODELS, type ModelName } from "./models/index.js";
import type { OpenOptions } from "./open.js";
import { SharedDisk } from "./shared-disk.js";
import { calibrate } from "./wait.js";

/** A modelled disk, and where on it the backing lies. Plain data. */
export interface ModelSpec {
  name: ModelName;
  /** The file in which all users of one modelled disk share its state; on tmpfs. */
  statePath: string;
  /** Where the backing's first byte lies on the modelled disk. Default: 0. */
  place_bytes?: number;
  /** Of a `cloud-volume`: its cap, 3 000 to 16 000. Default: 3 000. */
  operationsPerSecond?: number;
  /** From `calibrateModel`; without it each opening measures anew, a fraction of a second. */
  slack_ns?: number;
}

/** A file or device, at its own speed or a modelled disk's. Plain data. */
export interface BackingSpec extends OpenOptions {
  path: string;
  model?: ModelSpec;
}

function modelOf(spec: ModelSpec): DiskModel {
  return spec.name === "cloud-volume" ? cloudVolume(spec.operationsPerSecond) : MODELS[spec.name];
}

/** The specification with what this machine needs to keep the model's time, measured now;
 * throws `clock-too-coarse` where it cannot. */
export function calibrateModel(spec: ModelSpec): ModelSpec {
  return { ...spec, slack_ns: calibrate(modelOf(spec)).slack_ns };
}

/** Puts a backing on a modelled disk. */
export function modelled(inner: Backing, spec: ModelSpec): ModelledBacking {
  const model = modelOf(spec);
  const disk = new SharedDisk(model, spec.statePath);
  const slack_ns = spec.slack_ns ?? calibrate(model).slack_ns;
  return new ModelledBacking(inner, disk, { place_bytes: spec.place_bytes ?? 0, slack_ns });
}

/** Opens what the specification describes. */
export function openBacking(spec: BackingSpec): Backing {
  const inner = openDirectBacking(spec.path, spec);
  if (!spec.model) return inner;
  try {
    return modelled(inner, spec.model);
  } catch (error) {
    inner.close();
    throw error;
  }
}
