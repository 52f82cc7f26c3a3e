/**
 * Who runs what refuses to run as root (Postgres, Dovecot's mailboxes), and where that user can reach.
 * Not root: everything runs as we do, in the data folder.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { chown, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { UserId } from '../run/part.ts'

/** Where root keeps what an ordinary user must reach when the data folder lies behind a closed door. */
export const openRoot = '/var/lib/hoistway'

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** @returns the first of the users that this system has. */
export function findUser(names: readonly string[]): UserId | null {
  for (const name of names) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })) // prettier-ignore
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // no such user
    }
  }
  return null
}

/** Whether everybody may pass through every folder above `path`, and `path` itself where it exists. */
export function canReach(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false })
    if (found !== undefined && (found.mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/** The place under openRoot that belongs to one data folder. */
export function openFolderFor(dataDir: string): string {
  return join(openRoot, createHash('sha256').update(dataDir).digest('hex').slice(0, 12))
}

/**
 * A folder `name` of the data folder that `user` can reach, made and given to that user.
 * @returns moved: it is not below the data folder.
 */
export async function folderFor(
  user: UserId | null,
  dataDir: string,
  name: string,
): Promise<{ path: string; moved: boolean }> {
  // prettier-ignore
  const moved = user !== null && !canReach(dataDir)
  const path = join(moved ? openFolderFor(dataDir) : dataDir, name)
  await mkdir(dirname(path), { recursive: true, mode: 0o711 })
  await mkdir(path, { recursive: true, mode: 0o700 })
  if (user !== null) await chown(path, user.uid, user.gid)
  return { path, moved }
}
