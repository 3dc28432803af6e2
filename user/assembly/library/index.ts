/** What the tests call in Node. */

export { fill, hash, hasKey, isFree, isSound, keyLength, valueAt, valueLength } from "./record";
export { capacityOf, drop, pull, push, waiting } from "./ring";
export { clear, isIdle, status, submit } from "./virtqueue";
