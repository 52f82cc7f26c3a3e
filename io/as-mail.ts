/**
 * A file as the one attachment of a mail (自查): what is asked about a form is read on the very path that a mail's form goes.
 * Written plainly, since only our own reader reads it.
 */

/** @param name the sender's; it is encoded, so that it may hold anything. */
export function asMail(name: string, bytes: Uint8Array): Buffer {
  const content = Buffer.from(bytes).toString('base64')
  const head = [
    'From: self-check@localhost',
    'MIME-Version: 1.0',
    'Content-Type: application/octet-stream',
    `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, '_')}`,
    'Content-Transfer-Encoding: base64',
    '',
    '',
  ]
  return Buffer.from(head.join('\r\n') + content.replace(/.{76}/g, '$&\r\n'), 'latin1')
}
