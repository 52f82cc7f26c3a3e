/**
 * A private Dovecot on 127.0.0.1: its own configuration, run folder and mailboxes under the data folder. Mails go in by
 * LMTP, copies of sent mails by IMAP. Any address has a mailbox, made when its first mail comes.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import { endProcess, processId } from '../../run/processes.ts'
import { findUser, folderFor, isRoot } from '../native-user.ts'
import { authserv, folders, isMailboxName, mailLimits, mailPassword, type PostOffice } from './mail-types.ts'

export interface DovecotWish {
  readonly command: string
  readonly dataDir: string
  readonly imapPort: number
  readonly lmtpPort: number
}

const readyWithinMs = 15_000

export async function openDovecot(wish: DovecotWish): Promise<PostOffice> {
  // Dovecot lets no user below 500 own a mailbox, which shuts out Debian's postgres (101) but not nobody.
  const user = isRoot() ? findUser(['nobody']) : null
  const { path: place } = await folderFor(user, wish.dataDir, 'mail-dovecot')
  await endFormer(place)
  const [userName, groupName] = user === null ? [userInfo().username, null] : ['nobody', groupNameOf(user.gid)]
  const mailPlace = join(place, 'mail')
  for (const folder of [mailPlace, join(place, 'run')]) mkdirSync(folder, { recursive: true, mode: 0o755 })
  if (user !== null) chownSync(mailPlace, user.uid, user.gid)
  const { uid, gid } = user ?? userInfo()
  const file = join(place, 'dovecot.conf')
  writeFileSync(file, configuration({ place, mailPlace, userName, groupName: groupName ?? groupNameOf(gid), uid, gid, imapPort: wish.imapPort, lmtpPort: wish.lmtpPort })) // prettier-ignore
  const child = spawn(wish.command, ['-F', '-c', file], { stdio: 'inherit' })
  child.once('exit', (code) => {
    console.error(`Dovecot ended (${code}).`)
    process.exit(1)
  })
  await Promise.all([untilOpen(wish.imapPort), untilOpen(wish.lmtpPort)])

  const known = new Set<string>()
  const lmtp = createTransport({ host: '127.0.0.1', port: wish.lmtpPort, lmtp: true, secure: false, ignoreTLS: true, pool: true, maxConnections: 4 }) // prettier-ignore
  return {
    accepts: (address) => {
      if (!isMailboxName(address) || (!known.has(address) && known.size >= mailLimits.mailboxes)) return false
      known.add(address)
      return true
    },
    deliver: async (mail, address, folder) => {
      if (folder === folders.sent) return appendSent(wish.imapPort, address, await readFile(mail.path))
      await lmtp.sendMail({ envelope: { from: mail.sender, to: [address] }, raw: { path: mail.path } })
    },
    close: async () => {
      lmtp.close()
      await endChild(child)
    },
  }
}

async function appendSent(port: number, address: string, raw: Buffer): Promise<void> {
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, logger: false, auth: { user: address, pass: mailPassword } }) // prettier-ignore
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.append(folders.sent, raw, ['\\Seen'])
  } finally {
    await client.logout().catch(() => undefined)
  }
}

/** One left by a kill would hold ports and files; its note alone keeps the next from starting. */
async function endFormer(place: string): Promise<void> {
  const note = join(place, 'run', 'master.pid')
  const pid = Number((await readFile(note, 'utf8').catch(() => '')).trim())
  const id = Number.isInteger(pid) && pid > 0 ? processId(pid) : null
  if (id !== null && isDovecot(pid)) await endProcess(id, 'SIGTERM', 5_000)
  await rm(note, { force: true })
}

function isDovecot(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('dovecot')
  } catch {
    return false
  }
}

async function endChild(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit')
  const id = child.pid === undefined ? null : processId(child.pid)
  if (id !== null) await endProcess(id, 'SIGTERM', 5_000)
}

async function untilOpen(port: number): Promise<void> {
  const deadline = performance.now() + readyWithinMs
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (open) return
    if (performance.now() > deadline) throw new Error(`Dovecot did not open port ${port}.`)
    await pause(50)
  }
}

function groupNameOf(gid: number): string {
  const line = readFileSync('/etc/group', 'utf8').split('\n').find((one) => one.split(':')[2] === String(gid)) // prettier-ignore
  return line?.split(':')[0] ?? String(gid)
}

interface Values {
  readonly place: string
  readonly mailPlace: string
  readonly userName: string
  readonly groupName: string
  readonly uid: number
  readonly gid: number
  readonly imapPort: number
  readonly lmtpPort: number
}

/** Every block stands on lines of its own: Dovecot 2.3 refuses them on one. */
function configuration(values: Values): string {
  const special = ['Sent', 'Drafts', 'Junk', 'Trash'].map(
    (name) => `  mailbox ${name} {\n    auto = subscribe\n    special_use = \\${name}\n  }\n`,
  )
  return `base_dir = ${values.place}/run
state_dir = ${values.place}/run
hostname = ${authserv}
log_path = /dev/stderr
# It names addresses with every mail.
info_log_path = /dev/null
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
default_internal_user = ${values.userName}
default_internal_group = ${values.groupName}
default_login_user = ${values.userName}
mail_location = maildir:~/Maildir
mail_fsync = always
auth_mechanisms = plain login
passdb {
  driver = static
  args = password=${mailPassword}
}
userdb {
  driver = static
  args = uid=${values.uid} gid=${values.gid} home=${values.mailPlace}/%Lu allow_all_users=yes
}
namespace inbox {
  inbox = yes
  separator = /
${special.join('')}}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${values.imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${values.lmtpPort}
  }
}
`
}
