/** 垃圾邮件: which folder the provider files suspicious mail in. */
import type { ListResponse } from 'imapflow'

/** Names of the folder where the server does not mark it \Junk, as compared without case. */
const junkNames = ['junk', '垃圾邮件', 'spam', 'junk e-mail', 'inbox.junk', 'inbox.spam']

export function junkFolder(folders: readonly Pick<ListResponse, 'path' | 'specialUse'>[]): string | null {
  const marked = folders.find((folder) => folder.specialUse === '\\Junk')
  const named = junkNames.map((name) => folders.find((folder) => folder.path.toLowerCase() === name)).find((found) => found !== undefined) // prettier-ignore
  return (marked ?? named)?.path ?? null
}
