/** 本机地址: a connection that never leaves this machine needs no TLS, and must not fail on a certificate for nobody. */
import { isIPv4 } from 'node:net'

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}
