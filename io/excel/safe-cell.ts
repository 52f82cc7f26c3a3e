/**
 * A text as it is written into a sheet that people will open: never a formula. Sheets take =, +, -, @ and some control
 * characters at the beginning for one (OWASP, CSV injection); a quote before them makes them text.
 */
export function safeCell(text: string): string {
  return /^\s*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}
