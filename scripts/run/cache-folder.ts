/** $XDG_CACHE_HOME/hoistway or ~/.cache/hoistway: what can be made again, shared by every copy of the program. */
import { homedir } from 'node:os'
import { join } from 'node:path'

export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  return join(env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'), 'hoistway')
}
