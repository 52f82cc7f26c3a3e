// Loaded into the supervisor before anything else: the parts that it starts are given a clock that can be moved.
import childProcess from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import { URL } from 'node:url'

const clock = new URL('moved-clock.mjs', import.meta.url)
clock.search = new URL(import.meta.url).search
const spawn = childProcess.spawn
childProcess.spawn = (command, args, options) => {
  const ours = Array.isArray(args) && /(web|worker)[/\\]main\.ts$/.test(String(args[0]))
  if (!ours) return spawn(command, args, options)
  return spawn(command, ['--import', clock.href, ...args], options)
}
syncBuiltinESMExports()
