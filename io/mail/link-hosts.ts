/** 链接 — the hosts of links in a mail, for recognising a cloud attachment (R05). No link is ever opened. */
const maxHosts = 50

export function addHosts(hosts: Set<string>, text: string): void {
  for (const match of text.matchAll(/\b(?:https?|ftp):\/\/([^\s/?#"'<>，。；）)]{1,253})/gi)) add(hosts, match[1] ?? '')
}

export function addHostsOfLinks(hosts: Set<string>, links: readonly string[]): void {
  for (const link of links) if (/^\s*(?:https?:|ftp:|\/\/)/i.test(link)) addParsed(hosts, link.trim())
}

function add(hosts: Set<string>, authority: string): void {
  addParsed(hosts, `http://${authority}/`)
}

function addParsed(hosts: Set<string>, link: string): void {
  if (hosts.size >= maxHosts) return
  const url = URL.parse(link, 'http://relative.invalid/')
  if (url !== null && url.hostname !== '') hosts.add(url.hostname)
}
