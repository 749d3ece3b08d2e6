const polynomial = 0x1021;

function shifted(crc: number): number {
  return ((crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ polynomial) & 0xffff;
}

/** CRC-16/CCITT-FALSE (initial value FFFF) as four upper-case hexadecimal digits. EMVCo merchant-presented, §4.7.3. */
export function crc16(bytes: Uint8Array): string {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = shifted(crc);
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}
