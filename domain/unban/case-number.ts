/** 受理编号 — the number of a request, such as GX-2026-000123: letters of the province (GB/T 2260), year, serial. */

const provinceLetters: Readonly<Record<string, string>> = {
  '11': 'BJ', '12': 'TJ', '13': 'HE', '14': 'SX', '15': 'NM', '21': 'LN', '22': 'JL', '23': 'HL', '31': 'SH', '32': 'JS',
  '33': 'ZJ', '34': 'AH', '35': 'FJ', '36': 'JX', '37': 'SD', '41': 'HA', '42': 'HB', '43': 'HN', '44': 'GD', '45': 'GX',
  '46': 'HI', '50': 'CQ', '51': 'SC', '52': 'GZ', '53': 'YN', '54': 'XZ', '61': 'SN', '62': 'GS', '63': 'QH', '64': 'NX',
  '65': 'XJ', '71': 'TW', '81': 'HK', '82': 'MO',
} // prettier-ignore

/** Letters of the province that a region code lies in; CN where it lies in none. */
export function casePrefix(regionCode: string): string {
  return provinceLetters[regionCode.slice(0, 2)] ?? 'CN'
}

/** Strict: six digits, more only beyond 999,999. */
export function writeCaseNumber(prefix: string, year: number, serial: number): string {
  return `${prefix}-${year}-${String(serial).padStart(6, '0')}`
}

/** Lenient: the first case number in a text, in either letter case, with any kind of dash. */
export function findCaseNumber(text: string): string | null {
  const found = /\b([A-Z]{2})[-‐-―−－](\d{4})[-‐-―−－](\d{6,9})\b/i.exec(text)
  if (found === null) return null
  const [, prefix = '', year = '', serial = ''] = found
  return writeCaseNumber(prefix.toUpperCase(), Number(year), Number(serial))
}
