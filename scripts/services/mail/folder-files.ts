/**
 * A folder of a mailbox on disk: `<uid>.eml`, and `index.jsonl`, a journal with one JSON object a line:
 *   {"uidValidity":1795222800}                                        first line
 *   {"uid":7,"date":"21-Nov-2026 01:02:03 +0000","flags":["\\Seen"]}  a mail came
 *   {"uid":7,"flags":[]}                                              its flags changed
 *   {"uid":7,"gone":true}                                             it was expunged; its number is never given again
 * A mail counts once its line is on disk; a torn last line and files without a line are taken away when it is opened.
 * Everything here waits for the disk: it is a server for one person's demonstration, not for a town.
 */
import {
  closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync,
  statSync, writeFileSync, writeSync,
} from 'node:fs' // prettier-ignore
import { join } from 'node:path'

export interface KeptMail {
  readonly uid: number
  /** `21-Nov-2026 01:02:03 +0000` */
  readonly date: string
  readonly flags: readonly string[]
}

interface Line {
  readonly uidValidity?: number
  readonly uid?: number
  readonly date?: string
  readonly flags?: readonly string[]
  readonly gone?: boolean
}

export class FolderFiles {
  readonly uidValidity: number
  readonly mails: readonly KeptMail[]
  readonly nextUid: number
  private readonly folder: string
  private readonly journal: number

  /** Opens the folder, and makes it where it is missing. */
  constructor(folder: string, newUidValidity: number) {
    this.folder = folder
    mkdirSync(folder, { recursive: true })
    const path = join(folder, 'index.jsonl')
    const lines = readLines(path)
    this.uidValidity = lines.find((line) => line.uidValidity !== undefined)?.uidValidity ?? newUidValidity
    const kept = new Map<number, KeptMail>()
    let highest = 0
    for (const { uid, date, flags, gone } of lines) {
      if (uid === undefined) continue
      highest = Math.max(highest, uid)
      const before = kept.get(uid)
      if (gone === true) kept.delete(uid)
      else if (date !== undefined) kept.set(uid, { uid, date, flags: flags ?? [] })
      else if (before !== undefined && flags !== undefined) kept.set(uid, { ...before, flags })
    }
    this.mails = [...kept.values()].filter(({ uid }) => existsSync(this.pathOf(uid))).sort((a, b) => a.uid - b.uid)
    this.nextUid = highest + 1
    this.removeOthers(new Set(this.mails.map(({ uid }) => `${uid}.eml`)))
    // Rewritten short: the highest number is kept by a line of its own.
    const draft = `${path}.draft`
    const whole: Line[] = [{ uidValidity: this.uidValidity }, ...(highest > 0 ? [{ uid: highest, gone: true }] : []), ...this.mails] // prettier-ignore
    writeFileSync(draft, whole.map((line) => `${JSON.stringify(line)}\n`).join(''))
    renameSync(draft, path)
    this.journal = openSync(path, 'a')
    syncPath(folder)
  }

  pathOf(uid: number): string {
    return join(this.folder, `${uid}.eml`)
  }

  size(uid: number): number {
    return statSync(this.pathOf(uid)).size
  }

  /** Several mails with one wait for the disk; each file is a second name of a spooled one. */
  take(mails: readonly { readonly spooled: string; readonly mail: KeptMail }[]): void {
    for (const { spooled, mail } of mails) linkSync(spooled, this.pathOf(mail.uid))
    syncPath(this.folder)
    this.note(mails.map(({ mail }) => mail))
  }

  write(raw: Buffer, mail: KeptMail): void {
    const file = openSync(this.pathOf(mail.uid), 'w')
    try {
      writeFileSync(file, raw)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    syncPath(this.folder)
    this.note([mail])
  }

  flagsChanged(changes: readonly { readonly uid: number; readonly flags: readonly string[] }[]): void {
    this.note(changes.map(({ uid, flags }) => ({ uid, flags })))
  }

  expunged(uids: readonly number[]): void {
    this.note(uids.map((uid) => ({ uid, gone: true })))
    for (const uid of uids) rmSync(this.pathOf(uid), { force: true })
  }

  remove(): void {
    closeSync(this.journal)
    rmSync(this.folder, { recursive: true, force: true })
  }

  close(): void {
    closeSync(this.journal)
  }

  private note(lines: readonly Line[]): void {
    writeSync(this.journal, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    fsyncSync(this.journal)
  }

  private removeOthers(wanted: ReadonlySet<string>): void {
    for (const name of readdirSync(this.folder)) {
      if (name.endsWith('.eml') && !wanted.has(name)) rmSync(join(this.folder, name), { force: true })
    }
  }
}

function readLines(path: string): Line[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text) => {
      try {
        return [JSON.parse(text) as Line]
      } catch {
        return []
      }
    })
}

function syncPath(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
