/** Names of hosts, as far as identity needs them. */

/** Endings under which anybody registers a name. Lenient: a list of what our senders use, not of the world. */
const secondLevel = /^(com|net|org|gov|edu|ac|mil|co|or|ne|gx|xj|sx|gd|bj|sh)\.(cn|hk|tw|mo|uk|jp|kr|au|nz|sg)$/

/** The part before it is the mailbox; empty when there is none. */
export function domainOf(address: string): string {
  return cleanHost(address.slice(address.lastIndexOf('@') + 1))
}

export function cleanHost(host: string): string {
  return host.trim().toLowerCase().replace(/\.$/, '')
}

/** mx1.mail.example.com.cn → example.com.cn */
export function organisation(host: string): string {
  const labels = cleanHost(host).split('.')
  const kept = secondLevel.test(labels.slice(-2).join('.')) ? 3 : 2
  return labels.slice(-kept).join('.')
}

/** Relaxed alignment: both names belong to one organisation. */
export function areAligned(a: string, b: string): boolean {
  return a !== '' && b !== '' && organisation(a) === organisation(b)
}
