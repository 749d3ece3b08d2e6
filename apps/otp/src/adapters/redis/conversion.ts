/**
 * Lua: marks a send as one whose code came back. Of each prefix Redis holds the number of its sends and a ring of one bit
 * for each of the last ones; a send knows its slot. A slot that has left the ring, or was of a ring before a block, is
 * nothing to mark.
 */
export const markCameBack = `
local function mark_came_back(prefix, slot, ring)
  local sends = prefix and slot and tonumber(redis.call('GET', prefix .. ':sends') or 0)
  if not sends or slot < 1 or slot > sends or slot <= sends - ring then return end
  redis.call('SETBIT', prefix .. ':back', slot % ring, 1)
end
`;
