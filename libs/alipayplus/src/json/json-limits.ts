/** What the contract allows at most of what can be many. */
export const maxGoods = 100;
/** Of a part that is kept as it came, as JSON text. */
export const maxInfoLength = 16_384;

/** More than the documents know: of goods, and of all else in a request. */
const keysOfGoods = 24;
const keysOfTheRest = 140;
/** A pay has two such parts; the shortest member is `"a":1,`, the shortest item `0,`. */
const infos = 2;

/** How much a body may hold: what the largest legal call does. A request nests half as deep at most. */
export const jsonLimits = {
  depth: 16,
  keys: maxGoods * keysOfGoods + infos * Math.floor(maxInfoLength / 6) + keysOfTheRest,
  items: maxGoods + infos * Math.floor(maxInfoLength / 2) + keysOfTheRest,
} as const;
