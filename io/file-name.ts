/** 文件名 — names that senders gave to files. Shown to people and never used to find or store a file. */
import { shownLine } from './text.ts'

export const maxNameLength = 120
export const namelessFile = '未命名附件'

/** Endings that a computer would run; a file of unclear content with one of them is taken for a program. */
const programEndings = new Set(
  (
    'apk app appx bat cmd com cpl dll dmg exe gadget hta img inf iso jar jnlp js jse lnk msc msi msix msp mst ' +
    'pif ps1 ps2 psm1 py reg rb scf scr sct sh sys url vb vbe vbs vhd vhdx ws wsc wsf wsh xll'
  ).split(' '),
)
const workbookEndings = new Set(['xlsx', 'xlsm', 'xltx', 'xlsb', 'xls', 'xlt', 'et', 'ett', 'ods', 'csv', 'tsv'])

/** `list.XLSX` → `xlsx`; empty when there is none. */
export function endingOf(name: string): string {
  return /\.([^.\\/\s]{1,10})\s*$/.exec(name)?.[1]?.toLowerCase() ?? ''
}
export const isProgramName = (name: string): boolean => programEndings.has(endingOf(name))
export const isWorkbookName = (name: string): boolean => workbookEndings.has(endingOf(name))

/** A sender's name of a file as shown: no folders, no control or direction characters, at most 120 characters. */
export function shownName(name: string | null): string {
  const clean = shownLine(name ?? '', 1_000)
  const last = clean.split(/[\\/]/).at(-1) ?? ''
  const shown = last.replace(/^[.\s]+(?=[^.\s])/, '').trim()
  if (shown === '' || /^\.+$/.test(shown)) return namelessFile
  if (shown.length <= maxNameLength) return shown
  const ending = endingOf(shown)
  const tail = ending === '' ? '' : `.${ending}`
  return `${shown.slice(0, maxNameLength - tail.length - 1).toWellFormed()}…${tail}`
}
