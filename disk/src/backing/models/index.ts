/** The models by name; what each stands for is at the top of its file. */
import { cloudVolume } from "./cloud.js";
import { hdd7200 } from "./hdd.js";
import type { DiskModel, ModelName } from "./model.js";
import { nvmePlp } from "./nvme.js";
import { ssdConsumer } from "./ssd.js";

export const MODELS: Readonly<Record<ModelName, DiskModel>> = {
  "hdd-7200": hdd7200,
  "ssd-consumer": ssdConsumer,
  "cloud-volume": cloudVolume(),
  "nvme-plp": nvmePlp,
};

export { cloudVolume } from "./cloud.js";
export {
  type DiskModel,
  type DiskRequest,
  MODEL_NAMES,
  type ModelName,
  type RequestKind,
  STATE_NUMBERS,
} from "./model.js";
