/**
 * Content-Disposition of a download (RFC 6266): a stand-in in ASCII that keeps the ending, so that an old browser opens the
 * file with the right program, and the name itself in UTF-8 (RFC 8187). Nothing in a name can end the header.
 */

/** Names that are safe between quotation marks as they are; % would be decoded by some browsers. */
const plainName = /^[\w][\w .()+-]{0,150}$/
const ending = /\.[A-Za-z0-9]{1,16}$/

export function attachmentName(name: string): string {
  const whole = name.toWellFormed()
  const standIn = plainName.test(whole) ? whole : `attachment${ending.exec(whole)?.[0] ?? ''}`
  return `attachment; filename="${standIn}"; filename*=UTF-8''${encodeURIComponent(whole).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`
}
